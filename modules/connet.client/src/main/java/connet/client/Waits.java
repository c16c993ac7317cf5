package connet.client;

import connet.client.endpoint.AnnounceState;
import connet.client.endpoint.LocalEndpoint;
import connet.protocol.ErrorStatus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Waiting on behalf of users, whose threads see interrupts as {@link InterruptedIOException}. */
final class Waits {
  /** Something that takes a while. */
  interface Wait<T> {
    T run() throws IOException, InterruptedException;
  }

  private Waits() {}

  static <T> T uninterrupted(Wait<T> wait) throws IOException {
    try {
      return wait.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  static boolean announced(LocalEndpoint endpoint, Duration timeout) throws IOException {
    boolean settled =
        uninterrupted(
            () ->
                endpoint
                    .announced()
                    .await(state -> !(state instanceof AnnounceState.Waiting), timeout));
    if (settled && endpoint.announced().get() instanceof AnnounceState.Refused(ErrorStatus why)) {
      throw refused("the control server refuses " + endpoint.self(), why);
    }
    return settled;
  }

  static RefusedException refused(String what, ErrorStatus status) {
    return new RefusedException(what + ": " + status, status.code());
  }
}
