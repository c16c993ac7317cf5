package connet.client.task;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/** Tells our own end from trouble of the network. */
public final class Interrupts {
  private Interrupts() {}

  /**
   * Returns when an operation has failed by itself.
   *
   * @throws InterruptedException when it was given up because this thread was interrupted; a time
   *     that is up, whose exception is of the same kind, is a failure
   */
  public static void check(IOException failure) throws InterruptedException {
    boolean givenUp =
        failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException);
    if (Thread.interrupted() || givenUp) {
      throw new InterruptedException(failure.getMessage());
    }
  }
}
