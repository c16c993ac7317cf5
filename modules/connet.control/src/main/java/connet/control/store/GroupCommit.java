package connet.control.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects changes of many threads and writes them together, so that a hundred announces at once
 * cost one write to the disk. What is changed again before it is written is written once. One
 * thread of its own, never interrupted, does the writing: an interrupt in the middle of file work
 * would close the file.
 */
final class GroupCommit {
  /** Makes a batch of changes durable as a whole; an empty value is a removal. */
  interface Sink {
    void write(Map<StoreKey, Optional<byte[]>> batch) throws IOException;
  }

  private final Sink sink;
  private final Thread writer;
  private final long retryMillis;

  // All guarded by this.
  private Map<StoreKey, Optional<byte[]>> pending = new HashMap<>();
  private long submitted;
  private long written;
  private long failed;
  private @Nullable IOException failure;
  private boolean closing;
  private boolean over;

  /**
   * Starts the writing thread; after a failed write the next try is made with the next change, or
   * after retryMillis.
   */
  GroupCommit(Sink sink, long retryMillis) {
    this.sink = sink;
    this.retryMillis = retryMillis;
    writer = Thread.ofPlatform().daemon().name("connet-store").start(this::run);
  }

  /** Hands over a change; never blocks on the disk. */
  synchronized void submit(StoreKey key, Optional<byte[]> value) {
    pending.put(key, value);
    submitted++;
    notifyAll();
  }

  /**
   * Waits until everything submitted before this call is on the disk; throws what kept it from
   * getting there.
   */
  synchronized void await() throws IOException {
    long mine = submitted;
    while (written < mine) {
      IOException cause = failure;
      if (cause != null && failed >= mine) {
        throw new IOException(cause.getMessage(), cause);
      }
      if (over) {
        throw new IOException("the store is closed");
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the store");
      }
    }
  }

  /** Writes what is pending and ends the writing thread. Returns once it has ended. */
  void close() throws IOException {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (failure != null && !pending.isEmpty()) {
        throw new IOException(failure.getMessage(), failure);
      }
    }
  }

  private void run() {
    try {
      write();
    } finally {
      synchronized (this) {
        over = true;
        notifyAll();
      }
    }
  }

  private void write() {
    while (true) {
      Map<StoreKey, Optional<byte[]>> batch;
      long upTo;
      synchronized (this) {
        if (!awaitWork()) {
          return;
        }
        batch = pending;
        pending = new HashMap<>();
        upTo = submitted;
      }
      try {
        sink.write(batch);
        succeeded(upTo);
      } catch (IOException e) {
        if (failed(upTo, batch, e)) {
          return;
        }
      } catch (RuntimeException e) {
        if (failed(upTo, batch, new IOException("the store failed: " + e, e))) {
          return;
        }
      }
    }
  }

  /** False once there is nothing left to do. The caller holds the lock. */
  private boolean awaitWork() {
    boolean retrying = failure != null;
    long seen = failed;
    while (true) {
      if (!pending.isEmpty() && (!retrying || submitted > seen || closing)) {
        return true;
      }
      if (closing) {
        return false;
      }
      try {
        wait(retrying ? retryMillis : 0);
        retrying = false;
      } catch (InterruptedException e) {
        throw new IllegalStateException("the store's thread is interrupted by nobody", e);
      }
    }
  }

  private synchronized void succeeded(long upTo) {
    written = upTo;
    failure = null;
    notifyAll();
  }

  /** True when this was the last attempt. */
  private synchronized boolean failed(
      long upTo, Map<StoreKey, Optional<byte[]>> batch, IOException e) {
    batch.putAll(pending);
    pending = batch;
    failed = upTo;
    failure = e;
    notifyAll();
    return closing;
  }
}
