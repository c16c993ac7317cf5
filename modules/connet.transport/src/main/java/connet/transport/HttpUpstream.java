package connet.transport;

import java.io.IOException;

/** A connection that requests are passed on to. */
public interface HttpUpstream extends AutoCloseable {
  /** Makes such connections. */
  @FunctionalInterface
  interface Dialer {
    /**
     * A new connection, which the caller closes.
     *
     * @throws NoUpstreamException with what the one who asks is told
     * @throws IOException when that one need not know why
     */
    HttpUpstream dial() throws IOException, InterruptedException;
  }

  /** Its bytes, on the socket of the stream that is served. */
  ByteStream stream();

  /** Ends what has not ended: our direction after everything written. Never throws. */
  @Override
  void close();
}
