package connet.control.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets a burst through at once and what follows at a steady rate. Thread-safe. */
final class Pace {
  private static final long NANOS = 1_000_000_000;

  private final long nanosPerRequest;
  private final long burstNanos;
  private final LongSupplier nanoTime;
  private long next; // when the next request would be due at the steady rate; guarded by this

  Pace(int burst, int perSecond, LongSupplier nanoTime) {
    this.nanosPerRequest = NANOS / perSecond;
    this.burstNanos = burst * nanosPerRequest;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong() - burstNanos;
  }

  /** Takes note of one request and tells how long it has to wait. */
  synchronized Duration take() {
    long now = nanoTime.getAsLong();
    if (now - next > burstNanos) {
      next = now - burstNanos;
    }
    next += nanosPerRequest;
    return Duration.ofNanos(Math.max(0, next - now));
  }
}
