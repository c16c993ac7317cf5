package connet.client.lab;

import connet.protocol.Alpn;
import connet.protocol.EndpointCertificates;
import connet.protocol.Framing;
import connet.protocol.Leaf;
import connet.protocol.Peer;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.transport.ClientTrust;
import connet.transport.DialSettings;
import connet.transport.Identity;
import connet.transport.QuicConnection;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import connet.transport.QuicStream;
import connet.transport.ServerTrust;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A peer made by hand, which may do what ours would not. */
public final class FakePeer implements AutoCloseable {
  private final EndpointCertificates certificates = EndpointCertificates.create(Instant.now());
  private final QuicSocket socket;
  private final QuicListener listener;

  private FakePeer(QuicSocket socket, String alpn) {
    this.socket = socket;
    this.listener = socket.listen(List.of(alpn));
    listener.serve(
        certificates.serverName(), identity(certificates.server()), new ClientTrust.Any());
  }

  public static FakePeer start(String alpn) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new FakePeer(QuicSocket.bind(SocketSettings.at(address)), alpn);
  }

  private static Identity identity(Leaf leaf) {
    return new Identity(List.of(leaf.certificate()), leaf.key());
  }

  /** What it announces: its address after some others. */
  public Peer announced(InetSocketAddress... others) {
    List<InetSocketAddress> directs = new ArrayList<>(List.of(others));
    directs.add(socket.localAddress());
    return new Peer(directs, certificates.server().der(), certificates.client().der(), List.of());
  }

  public EndpointCertificates certificates() {
    return certificates;
  }

  /** Accepts a connection and answers its check. */
  public QuicConnection accept() throws IOException {
    QuicConnection connection = listener.accept();
    QuicStream stream = connection.acceptStream();
    framing(connection).read(stream.input(), Framing.UNAUTHENTICATED_MAX);
    framing(connection).write(stream.output(), new PeerResponse.Checked().encode());
    return connection;
  }

  /** Dials with its own client leaf, or with another identity, or with none. */
  public QuicConnection dial(Peer peer, String serverName, @Nullable Identity identity, String alpn)
      throws Exception {
    return socket.dial(
        new DialSettings(
            peer.directs().getLast(),
            serverName,
            List.of(alpn),
            identity,
            new ServerTrust.Pinned(peer.serverCertificate().x509()),
            Duration.ofSeconds(5)));
  }

  public Identity identity() {
    return identity(certificates.client());
  }

  /** Asks for the check's answer: a connection is one only after that. */
  public static void check(QuicConnection connection) throws IOException {
    QuicStream stream = connection.openStream(Duration.ofSeconds(5));
    framing(connection).write(stream.output(), new PeerRequest.Check().encode());
    stream.readTimeout(Duration.ofSeconds(5));
    framing(connection).read(stream.input(), Framing.UNAUTHENTICATED_MAX);
  }

  public static Framing framing(QuicConnection connection) {
    return Alpn.Kind.PEER_PEER.framing(connection.alpn());
  }

  @Override
  public void close() {
    socket.close();
  }
}
