package connet.transport;

import java.io.IOException;

/** The peer aborted this stream or TCP connection: what was read so far is not all there was. */
public final class StreamResetException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long code;

  StreamResetException(String message, long code) {
    super(message);
    this.code = code;
  }

  /** The application error code of a QUIC stream, 0 for TCP. */
  public long code() {
    return code;
  }
}
