package connet.client.address;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How often an address that peers announced may be dialed, over all peers and endpoints of the
 * client: whoever announces the address of a third party, under however many names, must not flood
 * it through us. An address that answers as the peer it was announced for costs nothing; one that
 * answers with a refusal costs a part, so that peers who do not know each other yet can try again
 * soon; one that is silent costs most.
 *
 * <p>Thread-safe.
 */
public final class DialLimits {
  /** How a dial ended, as far as the one who was dialed is concerned. */
  public enum Answer {
    /** It was who we wanted. */
    WELCOME(0),
    /** It answered, and refused. */
    REFUSAL(0.25),
    /** Nothing came. */
    SILENCE(1);

    private final double cost;

    Answer(double cost) {
      this.cost = cost;
    }
  }

  /** Dials of one address that may be under way or have failed before it slows down. */
  private static final double BURST = 4;

  /** One more silent dial is allowed after this time. A dial is some three packets. */
  private static final Duration REFILL = Duration.ofSeconds(2);

  /** Dials under way in the whole process. */
  private static final int AT_ONCE = 256;

  /** Addresses remembered before those that owe nothing are forgotten. */
  private static final int REMEMBERED = 1024;

  private static final class Bucket {
    private double left = BURST;
    private long at;

    private Bucket(long now) {
      at = now;
    }

    private void refill(long now) {
      left = Math.min(BURST, left + (now - at) / (double) REFILL.toNanos());
      at = now;
    }
  }

  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<InetSocketAddress, Bucket> buckets = new HashMap<>(); // guarded by lock
  private int underWay; // guarded by lock

  /** Limits by the clock of the machine. */
  public DialLimits() {
    this(System::nanoTime);
  }

  DialLimits(LongSupplier nanoClock) {
    clock = nanoClock;
  }

  /** Waits until the address may be dialed; {@link #ended} must follow. */
  public void await(InetSocketAddress address) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (Duration wait = tryStart(address); !wait.isZero(); wait = tryStart(address)) {
        var _ = changed.awaitNanos(wait.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Zero when the dial may start, and is counted; else how long to wait before asking again. */
  Duration tryStart(InetSocketAddress address) {
    lock.lock();
    try {
      long now = clock.getAsLong();
      if (buckets.size() >= REMEMBERED) {
        forget(now);
      }
      Bucket bucket = buckets.computeIfAbsent(address, _ -> new Bucket(now));
      bucket.refill(now);
      if (underWay >= AT_ONCE) {
        return REFILL;
      }
      if (bucket.left < 1) {
        return Duration.ofNanos((long) Math.ceil((1 - bucket.left) * REFILL.toNanos()));
      }
      bucket.left -= 1;
      underWay++;
      return Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  /** A dial that was allowed has ended. */
  public void ended(InetSocketAddress address, Answer answer) {
    lock.lock();
    try {
      underWay--;
      Bucket bucket = buckets.get(address);
      if (bucket != null) {
        bucket.left = Math.min(BURST, bucket.left + 1 - answer.cost);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forget(long now) {
    buckets.values().forEach(bucket -> bucket.refill(now));
    buckets.values().removeIf(bucket -> bucket.left >= BURST);
  }
}
