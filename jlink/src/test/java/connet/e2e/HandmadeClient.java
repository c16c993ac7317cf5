package connet.e2e;

import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.CertificateChecks;
import connet.protocol.ClientAuthenticateRequest;
import connet.protocol.ClientAuthenticateResponse;
import connet.protocol.ClientRequest;
import connet.protocol.ClientResponse;
import connet.protocol.DerCertificate;
import connet.protocol.EndpointCertificates;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.Leaf;
import connet.protocol.OfferedRelay;
import connet.protocol.Peer;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.Pem;
import connet.protocol.RelayClientAuthenticateRequest;
import connet.protocol.RelayClientAuthenticateResponse;
import connet.protocol.RemotePeer;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client made by hand of the transport and the protocol, which does no more than the test says:
 * it can show any certificate anywhere. One conversation at a time.
 */
final class HandmadeClient implements AutoCloseable {
  private static final String ENDPOINT = "service";
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final QuicSocket socket;
  private final QuicConnection control;
  private final Framing framing;

  private HandmadeClient(QuicSocket socket, QuicConnection control) {
    this.socket = socket;
    this.control = control;
    this.framing = Alpn.Kind.CLIENT_CONTROL.framing(control.alpn());
  }

  /**
   * Connects to a control server on this machine and authenticates there.
   *
   * @param certificate the file that the server hands to clients
   */
  static HandmadeClient connect(int port, Path certificate, String token) throws Exception {
    QuicSocket socket = QuicSocket.bind(SocketSettings.at(new InetSocketAddress(0)));
    try {
      QuicConnection control =
          socket.dial(
              new DialSettings(
                  onThisMachine(port),
                  "localhost",
                  Alpn.Kind.CLIENT_CONTROL.offered(),
                  null,
                  new ServerTrust.Authorities(Pem.certificates(Files.readAllBytes(certificate))),
                  ANSWER));
      HandmadeClient client = new HandmadeClient(socket, control);
      client.authenticate(token);
      return client;
    } catch (Exception e) {
      socket.close();
      throw e;
    }
  }

  private void authenticate(String token) throws IOException {
    byte[] request = new ClientAuthenticateRequest(token, Bytes.EMPTY, "by hand", "").encode();
    byte[] answer = read(ask(control, framing, request), framing);
    if (ClientAuthenticateResponse.decode(answer)
        instanceof ClientAuthenticateResponse.Refused(ErrorStatus error)) {
      throw new ErrorStatusException(error);
    }
  }

  /** Announces itself as a source; closing the output of the stream revokes it. */
  QuicStream announce(EndpointCertificates own) throws IOException {
    Peer self =
        new Peer(List.of(socket.localAddress()), own.server().der(), own.client().der(), List.of());
    return ask(control, framing, new ClientRequest.Announce(ENDPOINT, Role.SOURCE, self).encode());
  }

  /** The destination that the answers on an announcing stream tell of. */
  RemotePeer destination(QuicStream announcing) throws IOException {
    while (true) {
      if (ClientResponse.decode(read(announcing, framing)) instanceof ClientResponse.Announced peers
          && !peers.peers().isEmpty()) {
        return peers.peers().getFirst();
      }
    }
  }

  /** A relay, with a ticket for the owner of a client certificate. */
  OfferedRelay relay(DerCertificate client) throws IOException {
    QuicStream stream =
        ask(control, framing, new ClientRequest.Relay(ENDPOINT, Role.SOURCE, client).encode());
    while (true) {
      if (ClientResponse.decode(read(stream, framing)) instanceof ClientResponse.Relays offered
          && !offered.relays().isEmpty()) {
        return offered.relays().getFirst();
      }
    }
  }

  /** Dials a destination and returns once that has answered the first request. */
  QuicConnection dial(RemotePeer destination, @Nullable Leaf own) throws Exception {
    Peer peer = destination.peer();
    int port = peer.directs().getFirst().getPort();
    QuicConnection connection =
        dial(port, peer.serverCertificate().x509(), Alpn.Kind.PEER_PEER, own);
    Framing spoken = Alpn.Kind.PEER_PEER.framing(connection.alpn());
    byte[] answer = read(ask(connection, spoken, new PeerRequest.Check().encode()), spoken);
    if (PeerResponse.decode(answer) instanceof PeerResponse.Refused(ErrorStatus error)) {
      throw new ErrorStatusException(error);
    }
    return connection;
  }

  /** Dials a relay, shows the ticket and returns once the relay has admitted us. */
  QuicConnection dial(OfferedRelay relay, @Nullable Leaf own) throws Exception {
    int port = relay.addresses().getFirst().port();
    QuicConnection connection =
        dial(port, relay.serverCertificate().x509(), Alpn.Kind.CLIENT_RELAY, own);
    Framing spoken = Alpn.Kind.CLIENT_RELAY.framing(connection.alpn());
    byte[] ticket =
        new RelayClientAuthenticateRequest(relay.authentication(), "", "by hand").encode();
    if (RelayClientAuthenticateResponse.decode(read(ask(connection, spoken, ticket), spoken))
        instanceof RelayClientAuthenticateResponse.Refused(ErrorStatus error)) {
      throw new ErrorStatusException(error);
    }
    return connection;
  }

  private QuicConnection dial(int port, X509Certificate pin, Alpn.Kind kind, @Nullable Leaf own)
      throws Exception {
    return socket.dial(
        new DialSettings(
            onThisMachine(port),
            CertificateChecks.serverName(pin),
            kind.offered(),
            own == null ? null : new Identity(List.of(own.certificate()), own.key()),
            new ServerTrust.Pinned(pin),
            ANSWER));
  }

  private static QuicStream ask(QuicConnection connection, Framing framing, byte[] request)
      throws IOException {
    QuicStream stream = connection.openStream(ANSWER);
    stream.readTimeout(ANSWER);
    framing.write(stream.output(), request);
    return stream;
  }

  private static byte[] read(QuicStream stream, Framing framing) throws IOException {
    return framing.read(stream.input(), Framing.MAX);
  }

  private static InetSocketAddress onThisMachine(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() {
    socket.close();
  }
}
