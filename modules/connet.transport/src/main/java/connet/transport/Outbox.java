package connet.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is on its way out of a stream: the channel's own queue knows no limit. A writing
 * thread waits while too much is under way; the event loop reports what has gone.
 */
final class Outbox extends OutputStream {
  /** Under way at most before a writer waits or a joined stream is not read, in bytes. */
  static final int HIGH = 512 * 1024;

  /** From here on writing and reading go on. */
  static final int LOW = HIGH / 2;

  private static final int PIECE = 64 * 1024;

  /** Takes a piece of an array to the event loop. */
  @FunctionalInterface
  interface Sender {
    void send(byte[] bytes, int offset, int length) throws IOException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Sender sender;
  private final Runnable shutdown;

  /** Guarded by lock, as are all fields below. */
  private int underWay;

  private boolean shut;
  private @Nullable IOException failure;
  private Duration timeout = Duration.ofSeconds(30);

  Outbox(Sender sender, Runnable shutdown) {
    this.sender = sender;
    this.shutdown = shutdown;
  }

  void began(int bytes) {
    lock.lock();
    try {
      underWay += bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many bytes are still under way. */
  int gone(int bytes) {
    lock.lock();
    try {
      underWay -= bytes;
      if (underWay <= LOW) {
        changed.signalAll();
      }
      return underWay;
    } finally {
      lock.unlock();
    }
  }

  int underWay() {
    lock.lock();
    try {
      return underWay;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further writes; returns false if that was so already. */
  boolean shut() {
    lock.lock();
    try {
      boolean first = !shut;
      shut = true;
      changed.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  void fail(IOException why) {
    lock.lock();
    try {
      if (failure == null) {
        failure = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void timeout(Duration duration) {
    lock.lock();
    try {
      timeout = duration;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    for (int done = 0; done < length; ) {
      int piece = Math.min(PIECE, length - done);
      awaitRoom(piece);
      try {
        sender.send(source, offset + done, piece);
      } catch (IOException e) {
        gone(piece);
        throw e;
      }
      done += piece;
    }
  }

  private void awaitRoom(int piece) throws IOException {
    lock.lock();
    try {
      long left = timeout.toNanos();
      while (failure == null && !shut && underWay >= HIGH) {
        if (timeout.isZero()) {
          changed.await();
        } else if (left <= 0) {
          throw new SocketTimeoutException(
              "the peer has taken nothing for "
                  + TimeUnit.NANOSECONDS.toMillis(timeout.toNanos())
                  + " ms");
        } else {
          left = changed.awaitNanos(left);
        }
      }
      if (failure != null) {
        throw Failures.copy(failure);
      }
      if (shut) {
        throw new IOException("the output has been shut down");
      }
      underWay += piece;
    } catch (InterruptedException e) {
      throw Waiting.interrupted();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    shutdown.run();
  }
}
