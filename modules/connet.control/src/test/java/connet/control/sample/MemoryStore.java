package connet.control.sample;

import connet.control.store.Secrets;
import connet.control.store.Store;
import connet.control.store.StoredPeer;
import connet.control.store.StoredRelay;
import connet.protocol.Bytes;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store that a test can look into. */
public final class MemoryStore implements Store {
  private final Map<StoredPeer.Key, StoredPeer> peers = new HashMap<>();
  private final Map<String, StoredRelay> relays = new HashMap<>();
  private final Secrets secrets;

  /** An empty store. */
  public MemoryStore() {
    SecureRandom random = new SecureRandom();
    secrets =
        new Secrets(
            "id",
            Bytes.random(Secrets.BYTES, random),
            Bytes.random(Secrets.BYTES, random),
            Bytes.random(Secrets.BYTES, random),
            Bytes.random(Secrets.BYTES, random));
  }

  @Override
  public Secrets secrets() {
    return secrets;
  }

  @Override
  public synchronized List<StoredPeer> peers() {
    return List.copyOf(peers.values());
  }

  @Override
  public synchronized List<StoredRelay> relays() {
    return List.copyOf(relays.values());
  }

  @Override
  public synchronized void put(StoredPeer peer) {
    peers.put(peer.key(), peer);
  }

  @Override
  public synchronized void remove(StoredPeer.Key peer) {
    peers.remove(peer);
  }

  @Override
  public synchronized void put(StoredRelay relay) {
    relays.put(relay.id(), relay);
  }

  @Override
  public synchronized void removeRelay(String id) {
    relays.remove(id);
  }

  @Override
  public void commit() {}

  @Override
  public void close() {}
}
