package connet.transport;

import connet.protocol.EndpointCertificates;
import connet.protocol.Leaf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Two sockets on loopback; the right one listens, and each knows the other's certificates. */
final class TwoEnds implements AutoCloseable {
  static final String ALPN = "test/1";
  static final Duration SOON = Duration.ofSeconds(10);

  final EndpointCertificates leftCertificates = EndpointCertificates.create(Instant.now());
  final EndpointCertificates rightCertificates = EndpointCertificates.create(Instant.now());
  final QuicSocket left = bind();
  final QuicSocket right = bind();
  final QuicListener listener = right.listen(List.of(ALPN));

  TwoEnds() throws IOException {
    listener.serve(
        rightCertificates.serverName(),
        identity(rightCertificates.server()),
        new ClientTrust.Pinned(leaf -> leaf.equals(leftCertificates.client().certificate())));
  }

  static QuicSocket bind() throws IOException {
    return QuicSocket.bind(SocketSettings.at(loopback(0)));
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  static Identity identity(Leaf leaf) {
    return new Identity(List.of(leaf.certificate()), leaf.key());
  }

  DialSettings toRight() {
    return toRight(right.localAddress());
  }

  DialSettings toRight(InetSocketAddress by) {
    return new DialSettings(
        by,
        rightCertificates.serverName(),
        List.of(ALPN),
        identity(leftCertificates.client()),
        new ServerTrust.Pinned(rightCertificates.server().certificate()),
        SOON);
  }

  /** A dialed connection and its accepted end. */
  Pair connect() throws IOException {
    QuicConnection dialed = left.dial(toRight());
    return new Pair(dialed, listener.accept());
  }

  /** The same through something that stands between the two. */
  Pair connectBy(InetSocketAddress address) throws IOException {
    QuicConnection dialed = left.dial(toRight(address));
    return new Pair(dialed, listener.accept());
  }

  /** Both ends of a stream; the accepted one shows up with the first byte, which is read here. */
  static Streams stream(Pair connection) throws IOException {
    QuicStream opened = connection.dialed().openStream(SOON);
    opened.output().write(1);
    QuicStream accepted = connection.accepted().acceptStream();
    accepted.input().readNBytes(1);
    return new Streams(opened, accepted);
  }

  record Pair(QuicConnection dialed, QuicConnection accepted) {}

  record Streams(QuicStream opened, QuicStream accepted) {}

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
