package connet.control.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.Samples;
import connet.control.store.StoreKey.Table;
import connet.protocol.Ids;
import connet.protocol.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MvStoreTest {
  @TempDir private Path temporary;

  @Test
  void whatWasPutIsThereAfterReopening() throws Exception {
    StoredPeer peer = peer("web", Role.DESTINATION, "here");
    StoredPeer other = peer("web – Küche", Role.SOURCE, "there");
    StoredRelay relay = Samples.relay();
    Secrets secrets;
    try (MvStore store = open()) {
      secrets = store.secrets();
      store.put(peer);
      store.put(other);
      store.put(relay);
      store.commit();
    }

    try (MvStore store = open()) {
      assertEquals(secrets, store.secrets());
      assertEquals(List.of(peer, other), store.peers());
      assertEquals(List.of(relay), store.relays());
    }
  }

  @Test
  void whatWasRemovedIsNot() throws Exception {
    StoredPeer peer = peer("web", Role.DESTINATION, "here");
    StoredRelay relay = Samples.relay();
    try (MvStore store = open()) {
      store.put(peer);
      store.put(relay);
      store.commit();
      store.remove(peer.key());
      store.removeRelay(relay.id());
    }

    try (MvStore store = open()) {
      assertEquals(List.of(), store.peers());
      assertEquals(List.of(), store.relays());
    }
  }

  @Test
  void everyStoreHasSecretsOfItsOwn() throws Exception {
    try (MvStore one = MvStore.open(temporary.resolve("one"));
        MvStore other = MvStore.open(temporary.resolve("other"))) {
      Secrets secrets = one.secrets();
      assertNotEquals(secrets.controlId(), other.secrets().controlId());
      assertNotEquals(secrets.clientReconnect(), other.secrets().clientReconnect());
      assertNotEquals(secrets.clientReconnect(), secrets.relayReconnect());
      assertNotEquals(secrets.reset(), secrets.relayReset());
      assertTrue(secrets.controlId().endsWith(".relay.control.invalid"), secrets.controlId());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void fileAndFolderAreForTheirOwnerAlone() throws Exception {
    open().close();

    assertEquals("rwx------", permissions(folder()));
    assertEquals("rw-------", permissions(file()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void fileThatOthersCouldReadIsTakenFromThem() throws Exception {
    open().close();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    open().close();

    assertEquals("rw-------", permissions(file()));
  }

  @Test
  void secondStoreInTheFolderIsRefused() throws Exception {
    try (MvStore store = open()) {
      IOException refused = assertThrows(IOException.class, this::open);
      assertTrue(text(refused).contains("in use by another server"), text(refused));
      store.put(Samples.relay());
      store.commit();
    }
    open().close();
  }

  @Test
  void damagedFileIsAClearError() throws Exception {
    open().close();
    Files.writeString(file(), "no store at all ".repeat(4096));

    IOException damaged = assertThrows(IOException.class, this::open);

    assertTrue(text(damaged).contains(file().toRealPath() + " is damaged"), text(damaged));
    assertTrue(text(damaged).contains("restore it from a backup"), text(damaged));
  }

  @Test
  void fileInThePlaceOfTheFolderIsAClearError() throws Exception {
    Files.writeString(folder(), "in the way");

    IOException refused = assertThrows(IOException.class, this::open);

    assertTrue(text(refused).contains("a file of that name is in the way"), text(refused));
  }

  @Test
  void fileThatWasNeverWrittenToItsFirstEndStartsOver() throws Exception {
    open().close();
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.truncate(5000);
    }

    open().close();
  }

  @Test
  void tornLastWriteLeavesTheStateBefore() throws Exception {
    StoredPeer before = peer("before", Role.SOURCE, "here");
    long committed;
    try (MvStore store = open()) {
      store.put(before);
      store.commit();
      committed = Files.size(file());
      store.put(peer("torn", Role.SOURCE, "x".repeat(4000)));
      store.commit();
    }
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      assertTrue(channel.size() > committed + 1000, "the last write made the file longer");
      channel.truncate(committed + 1000);
    }

    try (MvStore store = open()) {
      assertEquals(List.of(before), store.peers());
    }
  }

  @Test
  void entriesThatMakeNoSenseAreLeftOut() throws Exception {
    StoredPeer good = peer("good", Role.SOURCE, "here");
    String id = Ids.random();
    byte[] value = StoreCodec.encode(good);
    byte[] cut = java.util.Arrays.copyOf(value, value.length - 5);
    Map<StoreKey, Optional<byte[]>> bad = new HashMap<>();
    bad.put(new StoreKey(Table.PEERS, "d" + good.peer().id()), Optional.of(value));
    bad.put(new StoreKey(Table.PEERS, "x" + good.peer().id() + "role"), Optional.of(value));
    bad.put(new StoreKey(Table.PEERS, "d" + id + "other client"), Optional.of(value));
    bad.put(new StoreKey(Table.PEERS, "d" + good.peer().id() + "cut"), Optional.of(cut));
    bad.put(new StoreKey(Table.PEERS, ""), Optional.of(new byte[0]));
    bad.put(new StoreKey(Table.RELAYS, id), Optional.of(new byte[100]));
    bad.put(new StoreKey(Table.RELAYS, "short"), Optional.of(new byte[3]));
    bad.put(new StoreKey(Table.SECRETS, "reset"), Optional.of(new byte[3]));
    Secrets secrets;
    try (MvStore store = open()) {
      secrets = store.secrets();
      store.put(good);
    }
    StoreFile file = StoreFile.open(file());
    file.write(bad);
    file.close();

    try (MvStore store = open()) {
      assertEquals(List.of(good), store.peers());
      assertEquals(List.of(), store.relays());
      assertEquals(secrets.clientReconnect(), store.secrets().clientReconnect());
      assertEquals(Secrets.BYTES, store.secrets().reset().length());
    }
    StoreFile again = StoreFile.open(file());
    Map<Table, Map<String, byte[]>> left = again.read();
    again.close();
    assertEquals(1, left.getOrDefault(Table.PEERS, Map.of()).size());
    assertEquals(0, left.getOrDefault(Table.RELAYS, Map.of()).size());
  }

  @Test
  void changingTheSameValuesForeverDoesNotGrowTheFile() throws Exception {
    try (MvStore store = open()) {
      for (int i = 0; i < 2000; i++) {
        store.put(peer("web", Role.SOURCE, "change " + i));
      }
      store.commit();
    }

    assertTrue(Files.size(file()) < 1 << 20, "bytes: " + Files.size(file()));
  }

  private MvStore open() throws IOException {
    return MvStore.open(folder());
  }

  private Path folder() {
    return temporary.resolve("store");
  }

  private Path file() {
    return folder().resolve("control.store");
  }

  private static StoredPeer peer(String endpoint, Role role, String metadata) {
    return new StoredPeer(endpoint, role, Samples.remotePeer(CLIENT, metadata));
  }

  private static final String CLIENT = Ids.random();

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String text(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
