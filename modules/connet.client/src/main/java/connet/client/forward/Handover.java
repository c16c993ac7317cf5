package connet.client.forward;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where arrivals wait until somebody takes them, in the order of their coming.
 *
 * <p>Thread-safe.
 */
public final class Handover implements AutoCloseable {
  private static final class Waiting {
    private final Arrival arrival;
    private boolean taken;

    private Waiting(Arrival arrival) {
      this.arrival = arrival;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> line = new ArrayDeque<>(); // guarded by lock
  private boolean closed; // guarded by lock

  /** Waits until somebody has taken the arrival; false when nobody has in time. */
  public boolean offer(Arrival arrival, Duration within) throws InterruptedException {
    var waiting = new Waiting(arrival);
    long left = within.toNanos();
    lock.lockInterruptibly();
    try {
      line.add(waiting);
      changed.signalAll();
      while (!waiting.taken && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return waiting.taken;
    } finally {
      line.remove(waiting);
      lock.unlock();
    }
  }

  /** Waits for an arrival; empty once closed. */
  public Optional<Arrival> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (line.isEmpty() && !closed) {
        changed.await();
      }
      if (closed) {
        return Optional.empty();
      }
      Waiting first = line.remove();
      first.taken = true;
      changed.signalAll();
      return Optional.of(first.arrival);
    } finally {
      lock.unlock();
    }
  }

  /** Nobody takes anything any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
