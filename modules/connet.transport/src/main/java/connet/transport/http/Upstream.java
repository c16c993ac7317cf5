package connet.transport.http;

import java.io.IOException;

/** A connection that requests are passed on to. */
public interface Upstream extends AutoCloseable {
  /** Makes such connections. */
  interface Dialer {
    /**
     * A new connection.
     *
     * @throws UnavailableException with what the one who asks is told
     */
    Upstream dial() throws IOException, InterruptedException;
  }

  /** No connection can be had; the message is for the one who asks. */
  final class UnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With what the one who asks is told: no addresses, no names of machines. */
    public UnavailableException(String message) {
      super(message);
    }
  }

  /** Its bytes. */
  Wire wire();

  /** Ends what has not ended: our direction after everything written. */
  @Override
  void close();
}
