package connet.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Bytes in both directions, as blocking streams. An end of input is the peer's own; everything else
 * that ends it is an exception.
 */
public interface Wire {
  /** What the peer sends. */
  InputStream input();

  /** What we send; a write waits while too much is on its way. */
  OutputStream output();

  /** How long a read may wait before a {@link java.net.SocketTimeoutException}; zero: for ever. */
  void readTimeout(Duration timeout);

  /** The same for a write. */
  void writeTimeout(Duration timeout);

  /** Ends our direction after everything written. */
  void shutdownOutput() throws IOException;

  /**
   * Breaks both directions off, so that the peer sees a failure; does nothing to what has ended.
   */
  void reset();

  /** Ends what has not ended: our direction after everything written, the peer's by not reading. */
  void close();

  /**
   * Lets the bytes of this wire and another one flow into each other until both have ended or one
   * has broken, without further help.
   */
  void join(Wire other) throws InterruptedException;
}
