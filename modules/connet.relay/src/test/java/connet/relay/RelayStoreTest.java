package connet.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RelayStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ControlRecord RECORD =
      new ControlRecord("control", Bytes.random(32, new SecureRandom()), Bytes.of(new byte[] {7}));

  @TempDir private Path temporary;

  @Test
  void theIdentityOutlivesARestart() throws IOException {
    RelayIdentity first = identityOf(NOW);
    RelayIdentity second = identityOf(NOW.plus(Duration.ofDays(300)));
    assertEquals(first.leaf().der(), second.leaf().der());
    assertEquals(first.leaf().key(), second.leaf().key());
    assertEquals(first.resetKey(), second.resetKey());
    assertEquals(first.serverName(), second.serverName());
    assertTrue(first.fresh());
    assertFalse(second.fresh());
    assertEquals(32, first.resetKey().length());
    assertTrue(first.serverName().endsWith(".reserve.relay.invalid"), first.serverName());
  }

  @Test
  void twoFoldersAreTwoRelays() throws IOException {
    try (RelayStore one = RelayStore.open(temporary.resolve("one"), NOW);
        RelayStore two = RelayStore.open(temporary.resolve("two"), NOW)) {
      assertNotEquals(one.identity().leaf().der(), two.identity().leaf().der());
      assertNotEquals(one.identity().resetKey(), two.identity().resetKey());
      assertNotEquals(one.identity().serverName(), two.identity().serverName());
    }
  }

  @Test
  void aCertificateNearItsEndIsReplacedAndTheRelaysIdWithIt() throws IOException {
    RelayIdentity first;
    try (RelayStore store = RelayStore.open(folder(), NOW)) {
      first = store.identity();
      store.remember(RECORD);
    }
    Instant late = first.leaf().certificate().getNotAfter().toInstant().minus(Duration.ofDays(10));
    try (RelayStore store = RelayStore.open(folder(), late)) {
      assertNotEquals(first.leaf().der(), store.identity().leaf().der());
      assertEquals(Optional.of(RECORD.withoutToken()), store.control());
    }
  }

  @Test
  void whatIsKnownOfTheControlServerOutlivesARestart() throws IOException {
    try (RelayStore store = RelayStore.open(folder(), NOW)) {
      assertEquals(Optional.empty(), store.control());
      store.remember(RECORD.withoutToken());
      store.remember(RECORD);
      assertEquals(Optional.of(RECORD), store.control());
    }
    try (RelayStore store = RelayStore.open(folder(), NOW)) {
      assertEquals(Optional.of(RECORD), store.control());
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    try (RelayStore store = RelayStore.open(folder(), NOW)) {
      store.remember(RECORD);
    }
    assertEquals("rwx------", permissions(folder()));
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> secret = files.filter(file -> !file.endsWith("lock")).toList();
      assertEquals(3, secret.size());
      for (Path file : secret) {
        assertEquals("rw-------", permissions(file), file.toString());
      }
    }
  }

  @Test
  void aSecondRelayOnTheSameFolderIsTold() throws IOException {
    try (RelayStore store = RelayStore.open(folder(), NOW)) {
      IOException refused =
          assertThrows(IOException.class, () -> RelayStore.open(folder(), NOW).close());
      assertTrue(refused.toString().contains("in use by another relay"), refused.toString());
      assertTrue(refused.toString().contains(folder().toString()), refused.toString());
      assertFalse(store.identity().serverName().isEmpty());
    }
    RelayStore.open(folder(), NOW).close();
  }

  @Test
  void aDamagedIdentityIsNamed() throws IOException {
    RelayStore.open(folder(), NOW).close();
    assertNamedWhenDamaged(folder().resolve("identity.pem"));
  }

  @Test
  void aDamagedRecordOfTheControlServerIsNamed() throws IOException {
    try (RelayStore store = RelayStore.open(folder(), NOW)) {
      store.remember(RECORD);
    }
    assertNamedWhenDamaged(folder().resolve("control.properties"));
  }

  private void assertNamedWhenDamaged(Path file) throws IOException {
    String whole = Files.readString(file);
    for (String damaged :
        List.of(
            "",
            whole.substring(0, whole.length() / 2),
            whole.replace('A', '!'),
            "x".repeat(70_000))) {
      Files.writeString(file, damaged);
      IOException refused =
          assertThrows(IOException.class, () -> RelayStore.open(folder(), NOW).close());
      assertTrue(refused.toString().contains(file.toString()), refused.toString());
    }
    Files.writeString(file, whole);
    RelayStore.open(folder(), NOW).close();
  }

  private RelayIdentity identityOf(Instant now) throws IOException {
    try (RelayStore store = RelayStore.open(folder(), now)) {
      return store.identity();
    }
  }

  private Path folder() {
    return temporary.resolve("relay");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
