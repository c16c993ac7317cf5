package connet.transport.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** The end of a connection whose last words must arrive. */
final class Lingering {
  /** What is thrown away of what still comes, in bytes and time. */
  private static final int BYTES = 1024 * 1024;

  private static final Duration TIME = Duration.ofSeconds(2);

  private Lingering() {}

  /**
   * Ends our direction and takes what the other end still sends for a while: closing at once would
   * make its system throw away our last words if they have not been read.
   */
  static void end(Wire wire) throws IOException {
    wire.shutdownOutput();
    wire.readTimeout(TIME);
    byte[] nothing = new byte[Limits.PIECE];
    long end = System.nanoTime() + TIME.toNanos();
    int count = 0;
    for (int left = BYTES; left > 0 && count >= 0; left -= count) {
      try {
        count = wire.input().read(nothing);
      } catch (InterruptedIOException e) { // which a time-out is as well
        return;
      }
      if (System.nanoTime() - end >= 0) {
        return;
      }
    }
  }
}
