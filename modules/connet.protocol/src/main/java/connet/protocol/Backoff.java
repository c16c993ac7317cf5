package connet.protocol;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt at something that failed: each wait is random between
 * the least and three times the last one, and never longer than the most. The randomness keeps
 * those that failed together, as the clients of a restarted server do, from coming back together.
 *
 * <p>A pure function of its random source: it neither waits nor looks at a clock. Not thread-safe.
 */
public final class Backoff {
  /** The least wait between reconnects, relay connects and peer dials of the existing network. */
  public static final Duration LEAST = Duration.ofMillis(10);

  /** The longest wait between reconnects, relay connects and peer dials of the existing network. */
  public static final Duration MOST = Duration.ofSeconds(15);

  private final long least;
  private final long most;
  private final RandomGenerator random;
  private long last;

  /**
   * Starts with the shortest waits.
   *
   * @param least more than zero
   * @param most no less than {@code least}, at most a year
   */
  public Backoff(Duration least, Duration most, RandomGenerator random) {
    if (least.compareTo(Duration.ZERO) <= 0
        || most.compareTo(least) < 0
        || most.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException("waits from " + least + " to " + most);
    }
    this.least = least.toNanos();
    this.most = most.toNanos();
    this.random = random;
    this.last = this.least;
  }

  /** The wait before the next attempt. */
  public Duration next() {
    last = Math.min(most, random.nextLong(least, 3 * last + 1));
    return Duration.ofNanos(last);
  }

  /** Forgets the failures so far: to be called once an attempt has succeeded. */
  public void reset() {
    last = least;
  }
}
