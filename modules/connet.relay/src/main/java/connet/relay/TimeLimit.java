package connet.relay;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Ends a conversation that takes too long. Timeouts of single reads would not: a peer that sends a
 * byte before each of them runs out could go on for hours.
 *
 * <p>To be used with try-with-resources around the conversation; a virtual thread of its own
 * watches.
 */
final class TimeLimit implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private enum State {
    RUNNING,
    FINISHED,
    EXPIRED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final CountDownLatch finished = new CountDownLatch(1);

  private TimeLimit() {}

  /** Runs the action once the time is over, unless the conversation has finished before. */
  static TimeLimit of(Duration limit, Runnable end) {
    return of(limit, () -> false, end);
  }

  /**
   * Runs the action once the time is over, or soon after the conversation has become hopeless,
   * unless it has finished before.
   */
  static TimeLimit of(Duration limit, BooleanSupplier hopeless, Runnable end) {
    TimeLimit timeLimit = new TimeLimit();
    long deadline = System.nanoTime() + limit.toNanos();
    Thread.ofVirtual()
        .name("relay-time-limit")
        .start(() -> timeLimit.watch(deadline, hopeless, end));
    return timeLimit;
  }

  private void watch(long deadline, BooleanSupplier hopeless, Runnable end) {
    try {
      long left = deadline - System.nanoTime();
      while (left > 0 && !hopeless.getAsBoolean()) {
        if (finished.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
          return;
        }
        left = deadline - System.nanoTime();
      }
      if (state.compareAndSet(State.RUNNING, State.EXPIRED)) {
        end.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The conversation is done; false when it was, or is being, ended by this. */
  boolean finish() {
    finished.countDown();
    return state.compareAndSet(State.RUNNING, State.FINISHED) || state.get() == State.FINISHED;
  }

  @Override
  public void close() {
    finish();
  }
}
