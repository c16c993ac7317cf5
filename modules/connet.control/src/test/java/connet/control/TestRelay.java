package connet.control;

import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientTicket;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorStatusException;
import connet.protocol.HostPort;
import connet.protocol.OfferedRelay;
import connet.protocol.RelayAuthenticateRequest;
import connet.protocol.RelayAuthenticateResponse;
import connet.protocol.RelayKeys;
import connet.protocol.Tickets;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** A relay that does what it is told. */
final class TestRelay implements AutoCloseable {
  static final List<HostPort> ADDRESSES = List.of(new HostPort("relay.example", 19191));

  private final QuicConnection connection;
  private final RelayKeys keys;
  private final RelayAuthenticateResponse.Accepted accepted;

  private TestRelay(
      QuicConnection connection, RelayKeys keys, RelayAuthenticateResponse.Accepted accepted) {
    this.connection = connection;
    this.keys = keys;
    this.accepted = accepted;
  }

  static TestRelay connect(TestServer server, DerCertificate certificate, Bytes reconnectToken)
      throws IOException {
    return connect(
        server.dial(Alpn.CONTROL_RELAYS_0_4), TestServer.RELAY_TOKEN, certificate, reconnectToken);
  }

  static TestRelay connect(
      QuicConnection connection, String token, DerCertificate certificate, Bytes reconnectToken)
      throws IOException {
    RelayKeys keys = RelayKeys.generate(new SecureRandom());
    RelayAuthenticateRequest request =
        new RelayAuthenticateRequest(
            token, reconnectToken, "test", ADDRESSES, "a relay", certificate, keys.publicKey());
    return switch (send(connection, request.encode())) {
      case RelayAuthenticateResponse.Accepted accepted -> new TestRelay(connection, keys, accepted);
      case RelayAuthenticateResponse.Refused refused ->
          throw new ErrorStatusException(refused.error());
    };
  }

  /** Sends a request for authentication as it is. */
  static RelayAuthenticateResponse send(QuicConnection connection, byte[] request)
      throws IOException {
    TestStream stream =
        new TestStream(
            connection.openStream(TestClient.PATIENCE),
            Alpn.Kind.RELAY_CONTROL.framing(connection.alpn()));
    stream.send(request);
    return RelayAuthenticateResponse.decode(stream.read());
  }

  QuicConnection connection() {
    return connection;
  }

  String controlId() {
    return accepted.controlId();
  }

  Bytes reconnectToken() {
    return accepted.reconnectToken();
  }

  /** What the ticket in an offer holds, if it is one for this relay. */
  Optional<ClientTicket> open(OfferedRelay offer) throws InvalidKeyException {
    Bytes shared = Tickets.sharedKey(keys.privateKey(), accepted.authenticationKey());
    return Tickets.open(shared, offer.authentication());
  }

  @Override
  public void close() {
    connection.close();
  }
}
