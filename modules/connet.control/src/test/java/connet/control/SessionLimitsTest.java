package connet.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.Samples;
import connet.control.session.SessionLimits;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Peer;
import connet.protocol.Role;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server takes from its peers, with limits that a test can reach. */
class SessionLimitsTest {
  private static final SessionLimits LIMITS =
      new SessionLimits(
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          8,
          4,
          6,
          10,
          5,
          1000,
          1000,
          1 << 30);

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(folder, LIMITS, Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tooManySilentConnectionsMakeRoomForTheNext() throws Exception {
    List<QuicConnection> silent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      silent.add(server.dial(Alpn.CONTROL_0_4));
    }

    try (TestClient client = TestClient.connect(server, "me")) {
      assertEquals(List.of(), client.announce("web", Role.SOURCE).peers());
    }
    ConnectionEnd.ByPeer end =
        assertInstanceOf(ConnectionEnd.ByPeer.class, silent.getFirst().awaitEnd());
    assertEquals("too many connections wait to authenticate", end.reason());
  }

  @Test
  void tooManyConnectionsWithOneTokenAreRefused() throws Exception {
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clients.add(TestClient.connect(server, "client " + i));
    }

    ErrorStatus refusal =
        assertThrows(ErrorStatusException.class, () -> TestClient.connect(server, "one more"))
            .status();

    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refusal.code());
    assertEquals("too many connections with this token, at most 6 at a time", refusal.message());
    TestClient.connect(server.dial(Alpn.CONTROL_0_4), "another token", "other token", Bytes.EMPTY)
        .close();
    clients.getFirst().close();
    boolean accepted = false;
    while (!accepted) {
      accepted = accepts("in its place"); // once the end of the other connection has arrived
    }
  }

  @Test
  void tooManyEndpointsAreRefusedAndTheRestStays() throws Exception {
    TestClient client = TestClient.connect(server, "me");
    List<TestStream> streams = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      streams.add(client.announce("endpoint " + i, Role.SOURCE));
      assertEquals(List.of(), streams.getLast().peers());
    }

    assertEquals(
        ErrorCode.ANNOUNCE_VALIDATION_FAILED, client.announce("more", Role.SOURCE).error().code());
    client.announce("endpoint 0", Role.DESTINATION).error();
    assertTrue(client.connection().open());
  }

  @Test
  void tooManyStreamsEndTheConnection() throws Exception {
    TestClient client = TestClient.connect(server, "me");
    for (int i = 0; i < 11; i++) {
      client.open().sendRaw((byte) 0);
    }

    assertEndsWith(ErrorCode.REQUEST_UNKNOWN, client.connection());
  }

  @Test
  void streamWithoutRequestEndsAlone() throws Exception {
    TestClient client = TestClient.connect(server, "me");
    TestStream silent = client.open();
    silent.sendRaw((byte) 0);

    assertEquals("the request did not come in time", silent.error().message());
    assertEquals(List.of(), client.announce("web", Role.SOURCE).peers());
  }

  @Test
  void requestThatStopsInTheMiddleEndsItsStream() throws Exception {
    TestClient client = TestClient.connect(server, "me");
    TestStream stream = client.announce("web", Role.SOURCE);
    assertEquals(List.of(), stream.peers());
    stream.sendRaw((byte) 0, (byte) 0);

    assertEquals("the request did not come in time", stream.error().message());
  }

  @Test
  void clientThatReadsNothingIsClosedAndOthersAreServed() throws Exception {
    TestClient slow = TestClient.connect(server, "slow");
    slow.announce("web", Role.SOURCE);
    TestClient reader = TestClient.connect(server, "reader");
    TestStream reading = reader.announce("web", Role.SOURCE);
    Peer large = largePeer();
    List<TestClient> destinations = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      destinations.add(TestClient.connect(server, "destination"));
    }
    List<TestStream> streams = new ArrayList<>();
    for (TestClient destination : destinations) {
      streams.add(destination.announce("web", Role.DESTINATION, large));
    }

    // Each change is another answer of some 120 KB that the slow client leaves unread.
    for (int port = 1; slow.connection().open(); port++) {
      for (TestStream stream : streams) {
        stream.send(
            new connet.protocol.ClientRequest.Announce("web", Role.DESTINATION, moved(large, port))
                .encode());
      }
      reading.remotePeers();
    }

    assertEndsWith(ErrorCode.UNKNOWN, slow.connection());
    assertTrue(reader.connection().open());
  }

  private boolean accepts(String name) throws IOException {
    try (TestClient client = TestClient.connect(server, name)) {
      return client.connection().open();
    } catch (ErrorStatusException e) {
      return false;
    }
  }

  private static Peer largePeer() {
    Peer peer = Samples.peer(1);
    return new Peer(
        peer.directs(),
        peer.serverCertificate(),
        peer.clientCertificate(),
        Collections.nCopies(120, "r".repeat(250)));
  }

  private static Peer moved(Peer peer, int port) {
    return new Peer(
        Samples.peer(port).directs(),
        peer.serverCertificate(),
        peer.clientCertificate(),
        peer.relayIds());
  }

  private static void assertEndsWith(int code, QuicConnection connection) throws Exception {
    assertEquals(code, assertInstanceOf(ConnectionEnd.ByPeer.class, connection.awaitEnd()).code());
  }
}
