package connet.client.forward;

import connet.client.path.Path;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.PeerResponse;
import connet.transport.QuicStream;
import java.io.IOException;

/** A forwarded connection that a source has asked for. Used by one thread at a time. */
public final class Arrival {
  private final QuicStream stream;
  private final Framing framing;
  private final Path path;
  private final Agreement agreement;
  private boolean accepted;

  /**
   * One that is not answered yet.
   *
   * @param stream on which it was asked for
   * @param framing of the request, and so of the answer
   * @param path by which it has come
   */
  Arrival(QuicStream stream, Framing framing, Path path, Agreement agreement) {
    this.stream = stream;
    this.framing = framing;
    this.path = path;
    this.agreement = agreement;
  }

  /** On which it was asked for. */
  public QuicStream stream() {
    return stream;
  }

  /** By which it has come. */
  public Path path() {
    return path;
  }

  /** Whether accepting it waits for the source. */
  public boolean takesTime() {
    return agreement instanceof Agreement.Tls && !accepted;
  }

  /**
   * Tells the source that its bytes may follow, and agrees with it on how they are encrypted. The
   * stream is reset when that fails.
   */
  public void accept() throws IOException {
    if (accepted) {
      return;
    }
    try {
      framing.write(stream.output(), agreement.answer().encode());
      agreement.start(stream);
      accepted = true;
    } finally {
      if (!accepted) {
        stream.reset(0);
      }
    }
  }

  /** Tells the source why not, and ends the stream. */
  public void refuse(int code, String why) throws IOException {
    refuse(stream, framing, new ErrorStatus(code, why));
  }

  static void refuse(QuicStream stream, Framing framing, ErrorStatus status) throws IOException {
    boolean told = false;
    try {
      framing.write(stream.output(), new PeerResponse.Refused(status).encode());
      stream.close();
      told = true;
    } finally {
      if (!told) {
        stream.reset(0);
      }
    }
  }
}
