package connet.app.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish to end and the news that everything has: between signals and the running command. */
public final class Stop {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Creates one that nobody has asked for. */
  public Stop() {}

  /** Asks the running command to end; asking again changes nothing. */
  public void request() {
    requested.countDown();
  }

  /** Whether somebody has asked. */
  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits until somebody asks. */
  void await() throws InterruptedException {
    requested.await();
  }

  /** Waits so long at most; tells whether somebody has asked. */
  boolean await(Duration limit) throws InterruptedException {
    return requested.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Says that the command has ended. */
  public void ended() {
    ended.countDown();
  }

  /** Waits so long at most for the command to end; tells whether it has. */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
