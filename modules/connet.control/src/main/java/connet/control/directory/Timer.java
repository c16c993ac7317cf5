package connet.control.directory;

import java.time.Duration;

/** Runs short tasks later, by a clock that nobody sets back or forward. */
public interface Timer {
  /** What is still to come. */
  interface Task {
    /** Makes sure that it does not run, unless it has already begun. */
    void cancel();
  }

  /** Runs {@code task}, which must not block, once {@code delay} has passed. */
  Task after(Duration delay, Runnable task);
}
