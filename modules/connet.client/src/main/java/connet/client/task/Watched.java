package connet.client.task;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A value that conversations publish and wait for: always an immutable snapshot. Whoever is slow
 * misses the values in between and gets the newest one.
 *
 * <p>Thread-safe. Nothing is called while the lock is held but the functions given to {@link
 * #update} and {@link #await}, which must be quick and must not wait.
 */
public final class Watched<T> {
  /** A value and the count of changes that led to it, by which the next one is waited for. */
  public record Version<T>(T value, long count) {}

  /** What is done with each value that a follower sees. */
  public interface Follower<T> {
    /** Takes the newest value. */
    void see(T value) throws IOException, InterruptedException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Version<T> current;

  /** Begins with a value. */
  public Watched(T value) {
    current = new Version<>(value, 0);
  }

  /** The newest value. */
  public T get() {
    return current.value();
  }

  /** The newest value and its count. */
  public Version<T> version() {
    return current;
  }

  /** Publishes a value; an equal one wakes nobody. */
  public void set(T value) {
    update(old -> value);
  }

  /** Replaces the value by a function of the old one; an equal result wakes nobody. */
  public void update(UnaryOperator<T> change) {
    lock.lock();
    try {
      T value = change.apply(current.value());
      if (!value.equals(current.value())) {
        current = new Version<>(value, current.count() + 1);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is a newer value than the one with this count. */
  public Version<T> awaitAfter(long count) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (current.count() <= count) {
        changed.await();
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is a newer value than the one with this count, but no longer than the time
   * given; the version returned is then still the old one.
   */
  public Version<T> awaitAfter(long count, Duration timeout) throws InterruptedException {
    await(value -> current.count() > count, timeout);
    return current;
  }

  /** Waits until the value satisfies a condition: true when it does, false when time is up. */
  public boolean await(Predicate<T> condition, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (!condition.test(current.value())) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the value satisfies a condition. */
  public void awaitUntil(Predicate<T> condition) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!condition.test(current.value())) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Shows the follower the value as it is and then each newer one, until it is interrupted. */
  public void follow(Follower<T> follower) throws IOException, InterruptedException {
    Version<T> seen = version();
    while (true) {
      follower.see(seen.value());
      seen = awaitAfter(seen.count());
    }
  }
}
