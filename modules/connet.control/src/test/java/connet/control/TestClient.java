package connet.control;

import connet.control.sample.Samples;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientAuthenticateRequest;
import connet.protocol.ClientAuthenticateResponse;
import connet.protocol.ClientRequest;
import connet.protocol.ErrorStatusException;
import connet.protocol.Peer;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A client that does what it is told. */
final class TestClient implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final QuicConnection connection;
  private final String alpn;
  private final ClientAuthenticateResponse.Accepted accepted;

  private TestClient(
      QuicConnection connection, String alpn, ClientAuthenticateResponse.Accepted accepted) {
    this.connection = connection;
    this.alpn = alpn;
    this.accepted = accepted;
  }

  /** A client that says {@code name} about itself. */
  static TestClient connect(TestServer server, String name) throws IOException {
    return connect(server, name, Bytes.EMPTY);
  }

  static TestClient connect(TestServer server, String name, Bytes reconnectToken)
      throws IOException {
    return connect(server.dial(Alpn.CONTROL_0_4), TestServer.CLIENT_TOKEN, name, reconnectToken);
  }

  static TestClient connect(
      QuicConnection connection, String token, String name, Bytes reconnectToken)
      throws IOException {
    String alpn = connection.alpn();
    TestStream stream = open(connection, alpn);
    stream.send(new ClientAuthenticateRequest(token, reconnectToken, "test", name).encode());
    return switch (ClientAuthenticateResponse.decode(stream.read())) {
      case ClientAuthenticateResponse.Accepted accepted ->
          new TestClient(connection, alpn, accepted);
      case ClientAuthenticateResponse.Refused refused ->
          throw new ErrorStatusException(refused.error());
    };
  }

  static TestStream open(QuicConnection connection, String alpn) throws IOException {
    return new TestStream(connection.openStream(PATIENCE), Alpn.Kind.CLIENT_CONTROL.framing(alpn));
  }

  QuicConnection connection() {
    return connection;
  }

  InetSocketAddress publicAddress() {
    return accepted.publicAddress();
  }

  Bytes reconnectToken() {
    return accepted.reconnectToken();
  }

  TestStream open() throws IOException {
    return open(connection, alpn);
  }

  TestStream announce(String endpoint, Role role) throws IOException {
    return announce(endpoint, role, Samples.peer(19192));
  }

  TestStream announce(String endpoint, Role role, Peer peer) throws IOException {
    TestStream stream = open();
    stream.send(new ClientRequest.Announce(endpoint, role, peer).encode());
    return stream;
  }

  @Override
  public void close() {
    connection.close();
  }
}
