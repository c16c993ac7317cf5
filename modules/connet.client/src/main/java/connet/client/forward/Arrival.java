package connet.client.forward;

import connet.client.path.Path;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.PeerResponse;
import connet.transport.QuicStream;
import java.io.IOException;

/**
 * A forwarded connection that a source has asked for and that is not answered yet.
 *
 * @param stream on which it was asked for
 * @param framing of the request, and so of the answer
 * @param path by which it has come
 */
public record Arrival(QuicStream stream, Framing framing, Path path) {
  /** Tells the source that its bytes may follow. */
  public void accept() throws IOException {
    try {
      framing.write(stream.output(), new PeerResponse.Connected().encode());
    } catch (IOException e) {
      stream.reset(0);
      throw e;
    }
  }

  /** Tells the source why not, and ends the stream. */
  public void refuse(int code, String why) throws IOException {
    try {
      framing.write(stream.output(), new PeerResponse.Refused(new ErrorStatus(code, why)).encode());
      stream.close();
    } catch (IOException e) {
      stream.reset(0);
      throw e;
    }
  }
}
