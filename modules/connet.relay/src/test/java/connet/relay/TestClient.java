package connet.relay;

import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.CertificateChecks;
import connet.protocol.EndpointCertificates;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.Leaf;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.RelayClientAuthenticateRequest;
import connet.protocol.RelayClientAuthenticateResponse;
import connet.protocol.Role;
import connet.transport.DialSettings;
import connet.transport.Identity;
import connet.transport.QuicConnection;
import connet.transport.QuicSocket;
import connet.transport.QuicStream;
import connet.transport.ServerTrust;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of one endpoint, which speaks with a relay by the letter. */
final class TestClient implements AutoCloseable {
  static final Duration WAIT = Duration.ofSeconds(20);

  private final QuicSocket socket;
  private final RelayServer relay;
  private final FakeControl.Registration registration;
  final Leaf leaf = EndpointCertificates.create(Instant.now()).client();

  TestClient(RelayServer relay, FakeControl.Registration registration) throws IOException {
    this.relay = relay;
    this.registration = registration;
    this.socket =
        QuicSocket.bind(
            SocketSettings.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  /** Dials the relay; shows this certificate, if any. */
  QuicConnection dial(String alpn, @Nullable Leaf shown) throws IOException {
    return dial(alpn, shown, relay.address());
  }

  QuicConnection dial(String alpn, @Nullable Leaf shown, InetSocketAddress address)
      throws IOException {
    X509Certificate pinned;
    try {
      pinned = registration.request().serverCertificate().x509();
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
    return socket.dial(
        new DialSettings(
            address,
            serverName(pinned),
            List.of(alpn),
            shown == null ? null : new Identity(List.of(shown.certificate()), shown.key()),
            new ServerTrust.Pinned(pinned),
            WAIT));
  }

  private static String serverName(X509Certificate certificate) {
    try {
      return CertificateChecks.serverName(certificate);
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  /** Shows the ticket and returns the error that it is answered with, if any. */
  static @Nullable ErrorStatus authenticate(QuicConnection connection, Bytes ticket)
      throws IOException {
    Framing framing = framing(connection);
    QuicStream stream = connection.openStream(WAIT);
    stream.readTimeout(WAIT);
    framing.write(
        stream.output(), new RelayClientAuthenticateRequest(ticket, "a client", "test").encode());
    stream.shutdownOutput();
    byte[] answer = framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX);
    return switch (RelayClientAuthenticateResponse.decode(answer)) {
      case RelayClientAuthenticateResponse.Accepted accepted -> null;
      case RelayClientAuthenticateResponse.Refused refused -> refused.error();
    };
  }

  /** An admitted connection. */
  QuicConnection join(String alpn, String endpoint, Role role) throws IOException {
    return join(alpn, endpoint, role, relay.address());
  }

  QuicConnection join(String alpn, String endpoint, Role role, InetSocketAddress address)
      throws IOException {
    QuicConnection connection = dial(alpn, leaf, address);
    ErrorStatus error =
        authenticate(connection, FakeControl.ticket(registration, endpoint, role, leaf));
    if (error != null) {
      throw new AssertionError("not admitted: " + error);
    }
    return connection;
  }

  /** Opens a stream and asks for a connection in this framing; the answer is still to come. */
  static QuicStream ask(QuicConnection connection, Framing framing) throws IOException {
    QuicStream stream = connection.openStream(WAIT);
    stream.readTimeout(WAIT);
    framing.write(stream.output(), new PeerRequest.Connect().encode());
    return stream;
  }

  static PeerResponse answer(QuicStream stream, Framing framing) throws IOException {
    return PeerResponse.decode(framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX));
  }

  /** The error with which the request is answered. */
  static ErrorStatus refusal(QuicStream stream, Framing framing) throws IOException {
    PeerResponse response = answer(stream, framing);
    if (response instanceof PeerResponse.Refused refused) {
      return refused.error();
    }
    throw new AssertionError("not refused: " + response);
  }

  /** A stream on which a destination has answered that it is connected. */
  static QuicStream connect(QuicConnection source) throws IOException {
    QuicStream stream = ask(source, framing(source));
    PeerResponse response = answer(stream, framing(source));
    if (!(response instanceof PeerResponse.Connected)) {
      stream.close();
      throw new AssertionError("not connected: " + response);
    }
    return stream;
  }

  static Framing framing(QuicConnection connection) {
    return Alpn.Kind.CLIENT_RELAY.framing(connection.alpn());
  }

  @Override
  public void close() {
    socket.close();
  }
}
