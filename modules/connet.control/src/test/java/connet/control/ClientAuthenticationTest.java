package connet.control;

import static connet.control.TestServer.CLIENT_TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientAuthenticateResponse;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAuthenticationTest {
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

  @ParameterizedTest
  @ValueSource(strings = {Alpn.CONTROL_0_4, Alpn.CLIENT_0_3})
  void clientOfEitherGenerationIsAcceptedAndToldItsAddress(String alpn) throws Exception {
    try (TestClient client =
        TestClient.connect(server.dial(alpn), CLIENT_TOKEN, "me", Bytes.EMPTY)) {
      assertEquals(server.clientAddress(), client.publicAddress());
      assertFalse(client.reconnectToken().isEmpty());
      assertEquals(List.of(), client.announce("web", Role.SOURCE).peers());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "client toke", "client token ", "CLIENT TOKEN", "relay token"})
  void unknownTokenIsRefusedWithoutAHintAtTheRightOne(String token) throws Exception {
    QuicConnection connection = server.dial(Alpn.CONTROL_0_4);

    ErrorStatus refusal =
        assertThrows(
                ErrorStatusException.class,
                () -> TestClient.connect(connection, token, "me", Bytes.EMPTY))
            .status();

    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refusal.code());
    assertEquals("authentication failed: the token is not accepted", refusal.message());
    assertEquals(
        new ConnectionEnd.ByPeer(ErrorCode.AUTHENTICATION_FAILED, refusal.message()),
        connection.awaitEnd());
  }

  @Test
  void reconnectTokenKeepsTheId() throws Exception {
    TestClient first = TestClient.connect(server, "first");
    String id = idOf(first, "first");

    TestClient second = TestClient.connect(server, "second", first.reconnectToken());

    assertEquals(id, idOf(second, "second"));
  }

  @Test
  void reconnectTokenThatDoesNotOpenYieldsANewId() throws Exception {
    TestClient first = TestClient.connect(server, "first");
    byte[] forged = first.reconnectToken().toArray();
    forged[forged.length - 1] ^= 1;

    TestClient second = TestClient.connect(server, "second", Bytes.of(forged));

    assertNotEquals(idOf(first, "first"), idOf(second, "second"));
  }

  @ParameterizedTest
  @ValueSource(longs = {65_537, 1L << 24, 1L << 31, Long.MIN_VALUE, -1})
  void messageOverTheLimitIsRefusedByItsLength(long length) throws Exception {
    QuicConnection connection = server.dial(Alpn.CLIENT_0_3);
    TestStream stream = TestClient.open(connection, Alpn.CLIENT_0_3);
    stream.sendRaw(ByteBuffer.allocate(8).putLong(length).array());

    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refusal(stream).code());
    assertEndsWith(ErrorCode.AUTHENTICATION_FAILED, connection);
  }

  @Test
  void messageThatCannotBeReadIsRefused() throws Exception {
    QuicConnection connection = server.dial(Alpn.CONTROL_0_4);
    TestStream stream = TestClient.open(connection, Alpn.CONTROL_0_4);
    stream.send(new byte[] {1, 2, 3});

    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refusal(stream).code());
    assertEndsWith(ErrorCode.AUTHENTICATION_FAILED, connection);
  }

  @Test
  void hugeMetadataIsRefused() throws Exception {
    ErrorStatusException refused =
        assertThrows(
            ErrorStatusException.class, () -> TestClient.connect(server, "m".repeat(5000)));

    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refused.status().code());
  }

  @Test
  void refusedConnectionLeavesOthersAlone() throws Exception {
    TestClient client = TestClient.connect(server, "me");
    assertThrows(
        ErrorStatusException.class,
        () -> TestClient.connect(server.dial(Alpn.CONTROL_0_4), "wrong", "other", Bytes.EMPTY));

    assertEquals(List.of(), client.announce("web", Role.SOURCE).peers());
    assertTrue(client.connection().open());
  }

  /** The id by which peers are told of the client. */
  private String idOf(TestClient client, String name) throws IOException {
    client.announce("identified", Role.DESTINATION).peers();
    try (TestClient peer = TestClient.connect(server, "peer")) {
      return peer.announce("identified", Role.SOURCE).remotePeers().stream()
          .filter(remote -> remote.metadata().equals(name))
          .map(RemotePeer::id)
          .findFirst()
          .orElseThrow();
    }
  }

  private static ErrorStatus refusal(TestStream stream) throws IOException {
    return assertInstanceOf(
            ClientAuthenticateResponse.Refused.class,
            ClientAuthenticateResponse.decode(stream.read()))
        .error();
  }

  private static void assertEndsWith(int code, QuicConnection connection) throws Exception {
    assertEquals(code, assertInstanceOf(ConnectionEnd.ByPeer.class, connection.awaitEnd()).code());
  }
}
