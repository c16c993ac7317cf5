package connet.control.directory;

import java.time.Duration;

/**
 * Tells one waiting thread that something has changed, without saying how often: changes that come
 * close together wake it once. Whoever waits looks at the newest state afterwards.
 */
public final class Signal implements AutoCloseable {
  // Guarded by this.
  private boolean raised;
  private boolean closed;

  /** A signal that is raised from the start, so that the first look happens at once. */
  public static Signal raised() {
    Signal signal = new Signal();
    signal.raised = true;
    return signal;
  }

  private Signal() {}

  /** Something has changed. Never blocks. */
  public synchronized void raise() {
    raised = true;
    notifyAll();
  }

  /** Waits for a change since the last call; false once closed. */
  public synchronized boolean await() throws InterruptedException {
    while (!raised && !closed) {
      wait();
    }
    raised = false;
    return !closed;
  }

  /** Lets changes gather for a while; false as soon as closed. */
  public synchronized boolean gather(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return !closed;
  }

  /** Ends every wait, now and later. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
