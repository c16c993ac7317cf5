package connet.control.store;

import connet.control.store.StoreKey.Table;
import connet.protocol.Bytes;
import connet.protocol.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store in a file of its folder. A crash at any moment leaves the last committed state. What is
 * read back and makes no sense is left out with a warning: a server that does not start helps
 * nobody.
 */
public final class MvStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(MvStore.class);
  private static final String FILE = "control.store";
  private static final long RETRY_MILLIS = 1000;
  private static final String CONTROL_ID = "control-id";

  private final StoreFolder folder;
  private final StoreFile file;
  private final GroupCommit commits;
  private final Secrets secrets;
  private final List<StoredPeer> peers;
  private final List<StoredRelay> relays;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What reads one entry of a table. */
  private interface Reader<T> {
    T read(String name, byte[] value) throws IOException, CertificateException;
  }

  private MvStore(
      StoreFolder folder,
      StoreFile file,
      GroupCommit commits,
      Map<Table, Map<String, byte[]>> found)
      throws IOException {
    this.folder = folder;
    this.file = file;
    this.commits = commits;
    peers = readAll(found, Table.PEERS, StoreCodec::peer);
    relays = readAll(found, Table.RELAYS, StoreCodec::relay);
    secrets = readSecrets(found.getOrDefault(Table.SECRETS, Map.of()));
    commits.await();
  }

  /**
   * Opens the store in {@code folder}, making both when they are missing, for their owner alone.
   *
   * @throws IOException when the store is in use by another process, damaged, or cannot be read or
   *     written; the text names the file and says what to do
   */
  public static MvStore open(Path folder) throws IOException {
    StoreFolder taken = StoreFolder.take(folder);
    try {
      StoreFile file = StoreFile.open(taken.path().resolve(FILE));
      Map<Table, Map<String, byte[]>> found = file.read();
      GroupCommit commits = new GroupCommit(file::write, RETRY_MILLIS);
      try {
        return new MvStore(taken, file, commits, found);
      } catch (IOException e) {
        closeAll(commits, file);
        throw e;
      }
    } catch (IOException e) {
      taken.release();
      throw e;
    }
  }

  @Override
  public Secrets secrets() {
    return secrets;
  }

  @Override
  public List<StoredPeer> peers() {
    return peers;
  }

  @Override
  public List<StoredRelay> relays() {
    return relays;
  }

  @Override
  public void put(StoredPeer peer) {
    submit(Table.PEERS, StoreCodec.key(peer.key()), Optional.of(StoreCodec.encode(peer)));
  }

  @Override
  public void remove(StoredPeer.Key peer) {
    submit(Table.PEERS, StoreCodec.key(peer), Optional.empty());
  }

  @Override
  public void put(StoredRelay relay) {
    submit(Table.RELAYS, relay.id(), Optional.of(StoreCodec.encode(relay)));
  }

  @Override
  public void removeRelay(String id) {
    submit(Table.RELAYS, id, Optional.empty());
  }

  @Override
  public void commit() throws IOException {
    commits.await();
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      try {
        closeAll(commits, file);
      } finally {
        folder.release();
      }
    }
  }

  private static void closeAll(GroupCommit commits, StoreFile file) throws IOException {
    try {
      commits.close();
    } finally {
      file.close();
    }
  }

  private void submit(Table table, String name, Optional<byte[]> value) {
    commits.submit(new StoreKey(table, name), value);
  }

  private <T> List<T> readAll(
      Map<Table, Map<String, byte[]>> found, Table table, Reader<T> reader) {
    List<T> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : found.getOrDefault(table, Map.of()).entrySet()) {
      try {
        all.add(reader.read(entry.getKey(), entry.getValue()));
      } catch (IOException | CertificateException | IllegalArgumentException e) {
        LOG.warn("stored entry left out table={} reason={}", table.mapName(), e.getMessage());
        submit(table, entry.getKey(), Optional.empty());
      }
    }
    return List.copyOf(all);
  }

  private Secrets readSecrets(Map<String, byte[]> stored) {
    byte[] id =
        readSecret(
            stored,
            CONTROL_ID,
            Ids.controlServerId(Ids.random()).getBytes(StandardCharsets.UTF_8),
            Ids.controlServerId(Ids.random()).length());
    return new Secrets(
        new String(id, StandardCharsets.UTF_8),
        readSecret(stored, "client-reconnect"),
        readSecret(stored, "relay-reconnect"),
        readSecret(stored, "reset"),
        readSecret(stored, "relay-reset"));
  }

  private Bytes readSecret(Map<String, byte[]> stored, String name) {
    byte[] fresh = Bytes.random(Secrets.BYTES, new SecureRandom()).toArray();
    return Bytes.of(readSecret(stored, name, fresh, Secrets.BYTES));
  }

  private byte[] readSecret(Map<String, byte[]> stored, String name, byte[] fresh, int length) {
    byte[] found = stored.get(name);
    if (found != null && found.length == length) {
      return found;
    }
    if (found != null) {
      LOG.warn("stored secret replaced name={} reason=its length is wrong", name);
    }
    submit(Table.SECRETS, name, Optional.of(fresh));
    return fresh;
  }
}
