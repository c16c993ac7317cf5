package connet.client;

import connet.client.forward.CountedStream;
import connet.client.path.Path;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A forwarded connection between a source and a destination: bytes in both directions, each of
 * which ends by itself.
 *
 * <p>Its calls block, which is meant for virtual threads. One thread at a time may read and one may
 * write; everything else may be called from any thread. Whoever got it closes it.
 */
public final class Connection implements AutoCloseable {
  private final CountedStream stream;
  private final Path path;

  Connection(CountedStream stream, Path path) {
    this.stream = stream;
    this.path = path;
  }

  /**
   * What the other end sends. It ends only where the other end has ended its output: a connection
   * that breaks is an {@link java.io.IOException}.
   */
  public InputStream input() {
    return stream.input();
  }

  /**
   * What this end sends. A write waits while the other end takes nothing, but fails when it takes
   * nothing for half a minute. Closing it is {@link #shutdownOutput}.
   */
  public OutputStream output() {
    return stream.output();
  }

  /** Ends our direction after everything written; the other one goes on. Returns at once. */
  public void shutdownOutput() {
    stream.shutdownOutput();
  }

  /** Breaks both directions off: the other end sees a failure, not an end. Never throws. */
  public void reset() {
    stream.reset();
  }

  /** The path that this connection was opened along. */
  public PathInfo path() {
    return Snapshots.path(path);
  }

  /**
   * Ends what has not ended: our direction after everything written, the other one by asking the
   * other end to stop. Returns at once and never throws.
   */
  @Override
  public void close() {
    stream.close();
  }
}
