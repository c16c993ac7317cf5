package connet.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.Samples;
import connet.protocol.ClientRequest;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorCode;
import connet.protocol.Peer;
import connet.protocol.Role;
import connet.transport.ConnectionEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that make no sense: answered with their code, and the end of their session alone. */
class MalformedRequestTest {
  private static final Peer GOOD = Samples.peer(1);
  private static final DerCertificate NO_CERTIFICATE =
      DerCertificate.of("no certificate at all".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        request("no message", ErrorCode.REQUEST_UNKNOWN, new byte[] {(byte) 0xff, 1, 2}),
        request("neither announce nor relay", ErrorCode.REQUEST_UNKNOWN, new byte[0]),
        // An announce, and a request for relays, with nothing in them.
        request("empty announce", ErrorCode.ANNOUNCE_VALIDATION_FAILED, new byte[] {0x0a, 0}),
        request("empty relay", ErrorCode.RELAY_VALIDATION_FAILED, new byte[] {0x12, 0}),
        // Endpoint "a" without a role, then with the role 9.
        request("no role", ErrorCode.ROLE_NOT_ALLOWED, new byte[] {0x0a, 5, 0x0a, 3, 0x0a, 1, 'a'}),
        request(
            "unknown role",
            ErrorCode.ROLE_NOT_ALLOWED,
            new byte[] {0x0a, 7, 0x0a, 3, 0x0a, 1, 'a', 0x10, 9}),
        request(
            "client certificate",
            ErrorCode.ANNOUNCE_INVALID_CLIENT_CERTIFICATE,
            announce(new Peer(List.of(), GOOD.serverCertificate(), NO_CERTIFICATE, List.of()))),
        request(
            "server certificate",
            ErrorCode.ANNOUNCE_INVALID_SERVER_CERTIFICATE,
            announce(new Peer(List.of(), NO_CERTIFICATE, GOOD.clientCertificate(), List.of()))),
        request(
            "relay certificate",
            ErrorCode.RELAY_INVALID_CERTIFICATE,
            new ClientRequest.Relay("a", Role.SOURCE, NO_CERTIFICATE).encode()),
        request(
            "200 direct addresses", ErrorCode.ANNOUNCE_VALIDATION_FAILED, announce(directs(200))),
        request(
            "200 relays",
            ErrorCode.ANNOUNCE_VALIDATION_FAILED,
            announce(
                new Peer(
                    List.of(),
                    GOOD.serverCertificate(),
                    GOOD.clientCertificate(),
                    Collections.nCopies(200, "relay")))));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestThatMakesNoSenseEndsItsSessionAlone(int code, byte[] request) throws Exception {
    TestClient bystander = TestClient.connect(server, "bystander");
    TestClient client = TestClient.connect(server, "client");
    TestStream announced = client.announce("web", Role.DESTINATION);
    assertEquals(List.of(), announced.peers());
    TestStream watching = bystander.announce("web", Role.SOURCE);
    assertEquals(List.of("client"), watching.peers());

    TestStream stream = client.open();
    stream.send(request);

    assertEquals(code, stream.error().code());
    assertEquals(
        code, assertInstanceOf(ConnectionEnd.ByPeer.class, client.connection().awaitEnd()).code());
    assertEquals(List.of(), watching.peers());
    assertTrue(bystander.connection().open());
  }

  @Test
  void requestOverTheLimitIsRefusedByItsLength() throws Exception {
    TestClient client = TestClient.connect(server, "client");
    TestStream stream = client.open();
    stream.sendRaw(ByteBuffer.allocate(4).putInt(1_000_000).array());

    assertEquals(ErrorCode.REQUEST_UNKNOWN, stream.error().code());
    client.connection().awaitEnd();
  }

  @Test
  void changeToAnotherEndpointEndsTheSession() throws Exception {
    TestClient client = TestClient.connect(server, "client");
    TestStream stream = client.announce("web", Role.DESTINATION);
    assertEquals(List.of(), stream.peers());

    stream.send(new ClientRequest.Announce("ssh", Role.DESTINATION, GOOD).encode());

    assertEquals(ErrorCode.REQUEST_UNKNOWN, stream.error().code());
    client.connection().awaitEnd();
  }

  @Test
  void secondRequestForRelaysEndsTheSession() throws Exception {
    TestClient client = TestClient.connect(server, "client");
    TestStream stream = client.open();
    byte[] request = new ClientRequest.Relay("web", Role.SOURCE, GOOD.clientCertificate()).encode();
    stream.send(request);
    assertEquals(List.of(), stream.relays());

    stream.send(request);

    assertEquals(ErrorCode.REQUEST_UNKNOWN, stream.error().code());
    client.connection().awaitEnd();
  }

  @Test
  void streamThatEndsOrBreaksInAMessageEndsNothingElse() throws Exception {
    TestClient client = TestClient.connect(server, "client");
    client.open().finish();
    TestStream cut = client.open();
    cut.sendRaw((byte) 0, (byte) 0, (byte) 0, (byte) 9, (byte) 1);
    cut.finish();
    TestStream closed = client.open();
    closed.sendRaw((byte) 0);
    closed.close();

    assertEquals(List.of(), client.announce("web", Role.DESTINATION).peers());
  }

  private static Arguments request(String name, int code, byte[] message) {
    return Arguments.of(code, Named.of(name, message));
  }

  private static byte[] announce(Peer peer) {
    return new ClientRequest.Announce("a", Role.SOURCE, peer).encode();
  }

  private static Peer directs(int count) {
    List<InetSocketAddress> directs = Collections.nCopies(count, GOOD.directs().getFirst());
    return new Peer(directs, GOOD.serverCertificate(), GOOD.clientCertificate(), List.of());
  }
}
