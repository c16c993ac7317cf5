package connet.control.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.ManualTimer;
import connet.control.sample.MemoryStore;
import connet.control.sample.Samples;
import connet.control.store.StoredPeer;
import connet.protocol.ErrorCode;
import connet.protocol.Ids;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final Duration EXPIRY = Duration.ofSeconds(30);
  private static final Duration ALMOST = EXPIRY.minusMillis(1);
  private static final Duration REST = Duration.ofMillis(1);

  private final MemoryStore store = new MemoryStore();
  private final ManualTimer timer = new ManualTimer();
  private final Directory directory = new Directory(store, EXPIRY, timer);
  private final String client = Ids.random();

  @Test
  void watcherSeesWhatIsAnnouncedInTheRoleThatItWatches() throws Exception {
    announce("web", Role.DESTINATION, 1, "here");
    announce("web", Role.SOURCE, 1, "other role");
    announce("ssh", Role.DESTINATION, 1, "other endpoint");

    assertEquals(List.of("here"), seen("web", Role.DESTINATION));
  }

  @Test
  void changeWakesThoseWhoWatchItAndNobodyElse() throws Exception {
    PeerWatch watching = directory.watch("web", Role.DESTINATION);
    PeerWatch otherRole = directory.watch("web", Role.SOURCE);
    PeerWatch otherEndpoint = directory.watch("ssh", Role.DESTINATION);
    List.of(watching, otherRole, otherEndpoint).forEach(watch -> Raised.take(watch.signal()));

    Announcement announcement = announce("web", Role.DESTINATION, 1, "here");
    assertTrue(Raised.take(watching.signal()), "announced");
    announcement.update(Samples.remotePeer(client, "there"));
    assertTrue(Raised.take(watching.signal()), "updated");
    announcement.revoke();
    assertTrue(Raised.take(watching.signal()), "revoked");

    assertFalse(Raised.take(otherRole.signal()));
    assertFalse(Raised.take(otherEndpoint.signal()));
  }

  @Test
  void announcingTheSameAgainWakesNobody() throws Exception {
    Announcement announcement = announce("web", Role.DESTINATION, 1, "here");
    PeerWatch watch = directory.watch("web", Role.DESTINATION);
    assertTrue(Raised.take(watch.signal()), "the first look");

    announcement.update(Samples.remotePeer(client, "here"));

    assertFalse(Raised.take(watch.signal()));
  }

  @Test
  void closedWatchIsWokenNoMore() throws Exception {
    PeerWatch watch = directory.watch("web", Role.DESTINATION);
    watch.close();
    announce("web", Role.DESTINATION, 1, "here");

    assertFalse(watch.signal().await());
  }

  @Test
  void messageOfASnapshotIsMadeOnceForAllWhoWatch() throws Exception {
    announce("web", Role.DESTINATION, 1, "here");
    PeerWatch one = directory.watch("web", Role.DESTINATION);
    PeerWatch other = directory.watch("web", Role.DESTINATION);

    assertSame(one.snapshot().message(), other.snapshot().message());
  }

  @Test
  void lostAnnounceIsKeptUntilTheExpiry() throws Exception {
    announce("web", Role.DESTINATION, 1, "here").lost();

    timer.pass(ALMOST);
    assertEquals(List.of("here"), seen("web", Role.DESTINATION));
    timer.pass(REST);
    assertEquals(List.of(), seen("web", Role.DESTINATION));
    assertEquals(List.of(), store.peers());
  }

  @Test
  void clientThatComesBackReplacesWhatItLost() throws Exception {
    announce("web", Role.DESTINATION, 1, "before").lost();
    announce("web", Role.DESTINATION, 2, "after");

    assertEquals(List.of("after"), seen("web", Role.DESTINATION));
    timer.pass(EXPIRY);
    assertEquals(List.of("after"), seen("web", Role.DESTINATION));
  }

  @Test
  void newestConnectionOfAClientIsWhatPeersAreTold() throws Exception {
    Announcement newer = announce("web", Role.DESTINATION, 2, "newer");
    Announcement older = announce("web", Role.DESTINATION, 1, "older");
    assertEquals(List.of("newer"), seen("web", Role.DESTINATION));

    older.update(Samples.remotePeer(client, "older, changed"));
    assertEquals(List.of("newer"), seen("web", Role.DESTINATION));

    newer.revoke();
    assertEquals(List.of("older, changed"), seen("web", Role.DESTINATION));
  }

  @Test
  void endOfAnOldConnectionLeavesTheNewOneAlone() throws Exception {
    Announcement older = announce("web", Role.DESTINATION, 1, "older");
    announce("web", Role.DESTINATION, 2, "newer");

    older.lost();
    timer.pass(EXPIRY);

    assertEquals(List.of("newer"), seen("web", Role.DESTINATION));
    assertEquals(List.of("newer"), stored());
  }

  @Test
  void lostNewConnectionGivesWayToAnOldOneThatLives() throws Exception {
    announce("web", Role.DESTINATION, 1, "older");
    announce("web", Role.DESTINATION, 2, "newer").lost();

    assertEquals(List.of("older"), seen("web", Role.DESTINATION));
    assertEquals(List.of("older"), stored());
  }

  @Test
  void withoutExpiryALostAnnounceIsForgottenAtOnce() throws Exception {
    Directory forgetful = new Directory(store, Duration.ZERO, timer);
    forgetful
        .announce("web", Role.SOURCE, new Generation(1, 1), Samples.remotePeer(client, "here"))
        .lost();

    assertEquals(List.of(), forgetful.snapshot("web", Role.SOURCE).peers());
  }

  @Test
  void restartedServerTellsOfWhatWasAnnouncedUntilTheExpiry() throws Exception {
    announce("web", Role.DESTINATION, 1, "here");
    directory.freeze();

    Directory restarted = new Directory(store, EXPIRY, timer);
    timer.pass(ALMOST);
    assertEquals(1, restarted.snapshot("web", Role.DESTINATION).peers().size());
    timer.pass(REST);
    assertEquals(0, restarted.snapshot("web", Role.DESTINATION).peers().size());
    assertEquals(List.of(), store.peers());
  }

  @Test
  void frozenDirectoryLeavesTheStoreAlone() throws Exception {
    Announcement revoked = announce("web", Role.DESTINATION, 1, "here");
    Announcement lost = announce("ssh", Role.DESTINATION, 1, "here");
    directory.freeze();

    revoked.revoke();
    lost.lost();
    timer.pass(EXPIRY);
    announce("late", Role.DESTINATION, 1, "here");

    assertEquals(2, store.peers().size());
  }

  @Test
  void fullEndpointRefusesAnotherPeer() throws Exception {
    String metadata = "m".repeat(4096);
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> {
              for (int i = 0; i < 10_000; i++) {
                directory.announce(
                    "web",
                    Role.DESTINATION,
                    new Generation(i, 1),
                    Samples.remotePeer(Ids.random(), metadata));
              }
            });

    assertEquals(ErrorCode.ANNOUNCE_VALIDATION_FAILED, refused.status().code());
    assertTrue(directory.snapshot("web", Role.DESTINATION).message().length < 16 << 20);
    announce("web", Role.SOURCE, 1, "the other role has room");
    announce("ssh", Role.DESTINATION, 1, "and so has another endpoint");
  }

  @Test
  void endpointsThatNobodyUsesAreForgotten() throws Exception {
    Announcement announcement = announce("web", Role.DESTINATION, 1, "here");
    PeerWatch watch = directory.watch("web", Role.SOURCE);
    announcement.revoke();
    assertEquals(1, directory.size());

    watch.close();

    assertEquals(0, directory.size());
  }

  private Announcement announce(String endpoint, Role role, long session, String metadata)
      throws RefusedException {
    return directory.announce(
        endpoint, role, new Generation(session, 1), Samples.remotePeer(client, metadata));
  }

  private List<String> seen(String endpoint, Role role) {
    return directory.snapshot(endpoint, role).peers().stream().map(RemotePeer::metadata).toList();
  }

  private List<String> stored() {
    return store.peers().stream().map(StoredPeer::peer).map(RemotePeer::metadata).toList();
  }
}
