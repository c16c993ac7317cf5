package connet.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.Samples;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientRequest;
import connet.protocol.ErrorCode;
import connet.protocol.Peer;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnounceTest {
  @TempDir private Path folder;
  private TestServer server;
  private TestClient alice;
  private TestClient bob;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(folder);
    alice = TestClient.connect(server, "alice");
    bob = TestClient.connect(server, "bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void destinationAndSourceAreToldOfEachOther() throws Exception {
    Peer peer = Samples.peer(4711);
    TestStream destination = alice.announce("web", Role.DESTINATION, peer);
    assertEquals(List.of(), destination.peers());

    TestStream source = bob.announce("web", Role.SOURCE);

    RemotePeer told = source.remotePeers().getFirst();
    assertEquals(peer, told.peer());
    assertEquals("alice", told.metadata());
    assertEquals(List.of("bob"), destination.peers());
  }

  @Test
  void clientsOfBothGenerationsAreToldOfEachOther() throws Exception {
    TestClient older =
        TestClient.connect(
            server.dial(Alpn.CLIENT_0_3), TestServer.CLIENT_TOKEN, "older", Bytes.EMPTY);
    TestStream destination = older.announce("web", Role.DESTINATION);
    assertEquals(List.of(), destination.peers());

    assertEquals(List.of("older"), bob.announce("web", Role.SOURCE).peers());
    assertEquals(List.of("bob"), destination.peers());
  }

  @Test
  void changedPeerIsToldToThoseWhoWatchIt() throws Exception {
    TestStream destination = alice.announce("web", Role.DESTINATION, Samples.peer(1));
    assertEquals(List.of(), destination.peers());
    TestStream source = bob.announce("web", Role.SOURCE);
    assertEquals(List.of(Samples.peer(1)), peers(source));

    destination.send(announce("web", Role.DESTINATION, Samples.peer(2)));

    assertEquals(List.of(Samples.peer(2)), peers(source));
  }

  @Test
  void closedStreamRevokesItsEndpointAtOnce() throws Exception {
    TestStream destination = alice.announce("web", Role.DESTINATION);
    assertEquals(List.of(), destination.peers());
    TestStream source = bob.announce("web", Role.SOURCE);
    assertEquals(List.of("alice"), source.peers());

    destination.close();

    assertEquals(List.of(), source.peers());
    assertEquals(List.of("bob"), alice.announce("web", Role.DESTINATION).peers());
  }

  @Test
  void finishedStreamRevokesItsEndpointAtOnce() throws Exception {
    TestStream destination = alice.announce("web", Role.DESTINATION);
    assertEquals(List.of(), destination.peers());
    TestStream source = bob.announce("web", Role.SOURCE);
    assertEquals(List.of("alice"), source.peers());

    destination.finish();

    assertEquals(List.of(), source.peers());
  }

  @Test
  void closedConnectionRevokesItsEndpointsAtOnce() throws Exception {
    assertEquals(List.of(), alice.announce("web", Role.DESTINATION).peers());
    TestStream source = bob.announce("web", Role.SOURCE);
    assertEquals(List.of("alice"), source.peers());

    alice.connection().close(ErrorCode.AUTHENTICATION_FAILED, "as the existing network ends");

    assertEquals(List.of(), source.peers());
  }

  @Test
  void onlyThoseWhoWatchTheEndpointAreWritten() throws Exception {
    TestStream watching = bob.announce("web", Role.SOURCE);
    TestStream sameRole = bob.announce("web", Role.DESTINATION);
    TestStream otherEndpoint = bob.announce("ssh", Role.SOURCE);
    watching.awaitPeers(List.of("bob"));
    sameRole.awaitPeers(List.of("bob"));
    otherEndpoint.awaitPeers(List.of());
    int before = sameRole.answers();

    for (int i = 1; i <= 20; i++) {
      TestStream passing = alice.announce("web", Role.DESTINATION, Samples.peer(i));
      assertEquals(2, watching.peers().size());
      passing.close();
      assertEquals(List.of("bob"), watching.peers());
    }

    // Their next answer is the one to the change that concerns them.
    alice.announce("web", Role.SOURCE);
    alice.announce("ssh", Role.DESTINATION);
    assertEquals(2, sameRole.peers().size());
    assertEquals(List.of("alice"), otherEndpoint.peers());
    assertEquals(before + 1, sameRole.answers());
  }

  @Test
  void sameAnnounceAgainIsToldToNobody() throws Exception {
    TestStream destination = alice.announce("web", Role.DESTINATION, Samples.peer(1));
    assertEquals(List.of(), destination.peers());
    TestStream source = bob.announce("web", Role.SOURCE);
    assertEquals(List.of(Samples.peer(1)), peers(source));

    for (int i = 0; i < 10; i++) {
      destination.send(announce("web", Role.DESTINATION, Samples.peer(1)));
    }
    destination.send(announce("web", Role.DESTINATION, Samples.peer(2)));

    assertEquals(List.of(Samples.peer(2)), peers(source));
  }

  @Test
  void changesThatComeCloseTogetherAreOneAnswer() throws Exception {
    TestStream destination = alice.announce("web", Role.DESTINATION, Samples.peer(1));
    assertEquals(List.of(), destination.peers());
    TestStream source = bob.announce("web", Role.SOURCE);
    assertEquals(List.of(Samples.peer(1)), peers(source));
    int changes = 500;

    for (int i = 1; i <= changes; i++) {
      destination.send(announce("web", Role.DESTINATION, Samples.peer(1000 + i)));
    }
    List<Peer> last = List.of();
    while (!last.equals(List.of(Samples.peer(1000 + changes)))) {
      last = peers(source);
    }

    assertTrue(source.answers() < changes / 2, "answers: " + source.answers());
  }

  @Test
  void clientWithTwoConnectionsIsToldOfOnceAsTheNewest() throws Exception {
    TestStream older = alice.announce("web", Role.DESTINATION, Samples.peer(1));
    assertEquals(List.of(), older.peers());
    TestStream source = bob.announce("web", Role.SOURCE);
    assertEquals(List.of(Samples.peer(1)), peers(source));

    TestClient again = TestClient.connect(server, "alice", alice.reconnectToken());
    again.announce("web", Role.DESTINATION, Samples.peer(2));
    assertEquals(List.of(Samples.peer(2)), peers(source));

    alice.close();
    again.announce("last", Role.DESTINATION);
    assertEquals(List.of("alice"), bob.announce("last", Role.SOURCE).peers());
    assertEquals(List.of(Samples.peer(2)), peers(bob.announce("web", Role.SOURCE)));
  }

  @Test
  void clientWithBothRolesIsToldOfItself() throws Exception {
    TestStream destination = alice.announce("web", Role.DESTINATION);
    assertEquals(List.of(), destination.peers());

    assertEquals(List.of("alice"), alice.announce("web", Role.SOURCE).peers());
    assertEquals(List.of("alice"), destination.peers());
  }

  @Test
  void manyEndpointsOfOneClientAreServedSideBySide() throws Exception {
    List<TestStream> destinations = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      destinations.add(alice.announce("endpoint " + i, Role.DESTINATION));
    }
    for (TestStream destination : destinations) {
      assertEquals(List.of(), destination.peers());
    }
    for (int i = 0; i < 200; i++) {
      assertEquals(List.of("alice"), bob.announce("endpoint " + i, Role.SOURCE).peers());
    }
  }

  private static List<Peer> peers(TestStream stream) throws IOException {
    return stream.remotePeers().stream().map(RemotePeer::peer).toList();
  }

  private static byte[] announce(String endpoint, Role role, Peer peer) {
    return new ClientRequest.Announce(endpoint, role, peer).encode();
  }
}
