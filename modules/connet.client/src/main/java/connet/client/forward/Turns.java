package connet.client.forward;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets no more forwarded connections of a source be opened at the same time than its destinations
 * can answer before anybody loses patience; the others wait for their turn.
 *
 * <p>Thread-safe.
 */
final class Turns {
  /** Answered within five seconds even by two slow machines that have just started. */
  private static final int AT_ONCE = 128;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Semaphore free = new Semaphore(AT_ONCE, true);

  /** Waits until one more may be opened, and returns how long that took, in nanoseconds. */
  long begin() throws SocketTimeoutException, InterruptedException {
    long since = System.nanoTime();
    if (!free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new SocketTimeoutException("too many others were being opened");
    }
    return System.nanoTime() - since;
  }

  /** It is open, or given up. */
  void end() {
    free.release();
  }
}
