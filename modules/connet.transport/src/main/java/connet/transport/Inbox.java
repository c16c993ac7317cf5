package connet.transport;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has received and nobody has read yet: filled by the event loop, emptied by a
 * reading thread. It asks for more when it runs low, so that it holds little more than {@link
 * #LIMIT} bytes.
 */
final class Inbox extends InputStream {
  /** Read ahead of the reader, in bytes. */
  static final int LIMIT = 64 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by lock, as are all fields below. */
  private final Deque<ByteBuf> received = new ArrayDeque<>();

  private final Runnable wantMore;
  private final Runnable stopReading;
  private int bytes;
  private boolean waitingForMore = true;
  private boolean ended;
  private boolean discarding;
  private @Nullable IOException failure;
  private Duration timeout = Duration.ZERO;

  /**
   * @param wantMore called on the reading thread when there is room for more
   * @param stopReading called when the reader closes this stream
   */
  Inbox(Runnable wantMore, Runnable stopReading) {
    this.wantMore = wantMore;
    this.stopReading = stopReading;
  }

  /** Adds what has arrived; takes the buffer over. */
  void add(ByteBuf buffer) {
    lock.lock();
    try {
      if (discarding || failure != null) {
        buffer.release();
        return;
      }
      received.add(buffer);
      bytes += buffer.readableBytes();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether to go on receiving; if not, {@code wantMore} is called later. */
  boolean hasRoom() {
    lock.lock();
    try {
      waitingForMore = discarding || bytes < LIMIT;
      return waitingForMore;
    } finally {
      lock.unlock();
    }
  }

  /** The peer has ended its direction. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What has ended was not what is read: there may be more, or not all. */
  void reopen() {
    lock.lock();
    try {
      ended = discarding;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will come and what came is not all there was. */
  void fail(IOException why) {
    lock.lock();
    try {
      if (failure == null && !ended) {
        failure = why;
        releaseAll();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody will read what is there, even if it is whole; reading fails from now on. */
  void abandon(IOException why) {
    lock.lock();
    try {
      if (failure == null) {
        failure = why;
      }
      releaseAll();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Throws away what is there and what still comes. */
  void discard() {
    lock.lock();
    try {
      discarding = true;
      ended = true;
      releaseAll();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Hands over what has not been read; from now on the event loop passes on what arrives. */
  List<ByteBuf> handOver() {
    lock.lock();
    try {
      var rest = new ArrayList<>(received);
      received.clear();
      bytes = 0;
      return rest;
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

  private void releaseAll() {
    for (ByteBuf buffer : received) {
      buffer.release();
    }
    received.clear();
    bytes = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count;
    boolean ask;
    lock.lock();
    try {
      ByteBuf first = awaitFirst();
      if (first == null) {
        return -1;
      }
      count = Math.min(length, first.readableBytes());
      first.readBytes(target, offset, count);
      bytes -= count;
      if (!first.isReadable()) {
        received.remove().release();
      }
      ask = !waitingForMore && bytes < LIMIT / 2;
      waitingForMore |= ask;
    } finally {
      lock.unlock();
    }
    if (ask) {
      wantMore.run();
    }
    return count;
  }

  private @Nullable ByteBuf awaitFirst() throws IOException {
    long left = timeout.toNanos();
    while (received.isEmpty()) {
      if (failure != null) {
        throw Failures.copy(failure);
      }
      if (ended) {
        return null;
      }
      try {
        if (timeout.isZero()) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
          if (left <= 0 && received.isEmpty() && failure == null && !ended) {
            throw new SocketTimeoutException(
                "nothing was received for "
                    + TimeUnit.NANOSECONDS.toMillis(timeout.toNanos())
                    + " ms");
          }
        }
      } catch (InterruptedException e) {
        throw Waiting.interrupted();
      }
    }
    return received.peek();
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stopReading.run();
  }
}
