package connet.control.session;

import connet.control.directory.Timer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The server's one timer thread. */
public final class Timers implements Timer, AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  /** Starts without a thread; the first task starts it. */
  public Timers() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("connet-control-timer").factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRejectedExecutionHandler(
        (task, ended) -> {}); // the server is ending: nothing is due any more
  }

  @Override
  public Task after(Duration delay, Runnable task) {
    Future<?> scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  /** Drops what is not due yet. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
