package connet.app.role;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The wish to end and the news that everything has: between signals and the running command. */
public final class Stop {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable StartException failure;

  /** Creates one that nobody has asked for. */
  public Stop() {}

  /** Asks the running command to end; asking again changes nothing. */
  public void request() {
    requested.countDown();
  }

  /** Has the running command end with a failure. */
  public void fail(StartException why) {
    failure = why;
    request();
  }

  /** Waits until somebody asks; throws what the command shall end with, if it failed. */
  public void await() throws InterruptedException, StartException {
    requested.await();
    StartException why = failure;
    if (why != null) {
      throw why;
    }
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
