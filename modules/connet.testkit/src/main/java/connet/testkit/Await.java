package connet.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waiting for what must become true, with a deadline: never for a time. */
public final class Await {
  private static final long LOOK_MILLIS = 20;

  private Await() {}

  /** As the longer form, for what needs no more words. */
  public static void until(String what, Duration within, Callable<Boolean> condition)
      throws Exception {
    until(() -> what, within, condition);
  }

  /**
   * Waits until a condition holds.
   *
   * @param what says, once the time is up, what was waited for and how things stand
   * @throws AssertionError when it does not hold in time
   */
  public static void until(Supplier<String> what, Duration within, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + within.toSeconds() + " s: " + what.get());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
