package connet.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The same with TLS in the QUIC stream, as through a relay. */
final class TlsJoinTest extends JoinTest {
  /** Hundreds of handshakes begin at the same moment. */
  private static final Duration MANY_AT_ONCE = Duration.ofSeconds(50);

  TlsJoinTest() throws IOException {}

  @Override
  void secure(QuicStream stream, boolean opened) throws IOException {
    stream.startTls(opened ? client(ends()) : server(ends()), MANY_AT_ONCE);
  }

  /** Each costs two signatures at both ends; three times so many are more than the stream limit. */
  @Override
  int many() {
    return 350;
  }

  static TlsSettings.Client client(TwoEnds ends) {
    return new TlsSettings.Client(
        ends.rightCertificates.serverName(),
        new ServerTrust.Pinned(ends.rightCertificates.server().certificate()),
        TwoEnds.identity(ends.leftCertificates.client()),
        List.of(),
        false);
  }

  static TlsSettings.Server server(TwoEnds ends) {
    return new TlsSettings.Server(
        TwoEnds.identity(ends.rightCertificates.server()),
        new ClientTrust.Pinned(leaf -> leaf.equals(ends.leftCertificates.client().certificate())),
        List.of(),
        false);
  }
}
