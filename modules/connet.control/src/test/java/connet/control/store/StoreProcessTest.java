package connet.control.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The store and processes that are killed, compete for it, or have no room left. */
class StoreProcessTest {
  /** How often the writing process is killed; a long run sets it to 200 and more. */
  private static final int KILLS = Integer.getInteger("connet.kills", 5);

  @TempDir private Path folder;

  @Test
  void storeOfAnotherProcessIsRefused() throws Exception {
    try (StoreProcess other = StoreProcess.start(folder, 1)) {
      assertEquals("open", other.line());

      IOException refused = assertThrows(IOException.class, () -> MvStore.open(folder));

      assertTrue(
          String.valueOf(refused.getMessage()).contains("is in use by another process"),
          refused.getMessage());
    }
  }

  @Test
  void whatAKilledProcessHadCommittedIsThere() throws Exception {
    Random random = new Random(1);
    long committed = 0;
    Secrets secrets;
    try (MvStore store = MvStore.open(folder)) {
      secrets = store.secrets();
    }
    for (int kill = 0; kill < KILLS; kill++) {
      try (StoreProcess process = StoreProcess.start(folder, committed + 1)) {
        assertEquals("open", process.line());
        for (int rounds = random.nextInt(100); rounds >= 0; rounds--) {
          committed = Long.parseLong(String.valueOf(process.line()));
        }
        List<String> rest = process.kill();
        committed = rest.isEmpty() ? committed : Long.parseLong(rest.getLast());
      }

      try (MvStore store = MvStore.open(folder)) {
        assertEquals(secrets, store.secrets());
        assertEquals(StoreWriter.PEERS, store.peers().size());
        List<Long> rounds =
            store.peers().stream().map(peer -> Long.valueOf(peer.peer().metadata())).toList();
        assertTrue(Collections.min(rounds) >= committed, rounds + " after " + committed);
        committed = Collections.max(rounds);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsAClearErrorAndLosesNothing() throws Exception {
    long committed = 0;
    String said;
    try (StoreProcess process = StoreProcess.startWithFileLimit(folder, 256)) {
      assertEquals("open", process.line());
      for (said = String.valueOf(process.line());
          !said.startsWith("error");
          said = String.valueOf(process.line())) {
        committed = Long.parseLong(said);
      }
    }

    assertTrue(said.contains("control.store cannot be written: File too large"), said);
    try (MvStore store = MvStore.open(folder)) {
      assertEquals(StoreWriter.PEERS, store.peers().size());
      long found = Long.parseLong(store.peers().getFirst().peer().metadata());
      assertTrue(found >= committed, found + " after " + committed);
    }
  }
}
