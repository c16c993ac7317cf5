package connet.transport;

import java.io.IOException;

/** The same with "dhxcp" records in the QUIC stream, as through a relay. */
final class CipherJoinTest extends JoinTest {
  CipherJoinTest() throws IOException {}

  @Override
  void secure(QuicStream stream, boolean opened) throws IOException {
    byte[] one = new byte[RecordCipher.KEY];
    byte[] other = new byte[RecordCipher.KEY];
    other[0] = 1;
    stream.startCipher(opened ? one : other, opened ? other : one);
  }

  /** Three times so many are more than the peer's stream limit. */
  @Override
  int many() {
    return 350;
  }
}
