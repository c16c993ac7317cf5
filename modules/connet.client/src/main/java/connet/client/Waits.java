package connet.client;

import connet.client.control.ControlLink;
import connet.client.control.ControlState;
import connet.client.endpoint.AnnounceState;
import connet.client.endpoint.LocalEndpoint;
import connet.protocol.ErrorStatus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Waiting on behalf of users, whose threads see interrupts as {@link InterruptedIOException}. */
final class Waits {
  /** Something that takes a while. */
  interface Wait<T> {
    T run() throws IOException, InterruptedException;
  }

  private static final String CONTROL_REFUSES = "the control server refuses this client";

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

  /** For one answer, whatever it is. */
  static void firstSession(ControlLink control, Duration timeout) throws IOException {
    boolean settled =
        uninterrupted(
            () -> control.state().await(state -> !(state instanceof ControlState.Away), timeout));
    switch (control.state().get()) {
      case ControlState.Refused(ErrorStatus why) -> throw refused(CONTROL_REFUSES, why);
      case ControlState.Away(String why) when !settled -> throw new IOException(why);
      case ControlState.Away away -> {}
      case ControlState.Connected connected -> {}
    }
  }

  /** For a session; false when that takes longer. */
  static boolean connected(ControlLink control, Duration timeout) throws IOException {
    var answer = new AtomicReference<ControlState>();
    boolean answered =
        uninterrupted(
            () ->
                control
                    .state()
                    .await(
                        state -> {
                          answer.set(state);
                          return !(state instanceof ControlState.Away);
                        },
                        timeout));
    if (answer.get() instanceof ControlState.Refused(ErrorStatus why)) {
      throw refused(CONTROL_REFUSES, why);
    }
    return answered;
  }

  static RefusedException refused(String what, ErrorStatus status) {
    return new RefusedException(what + ": " + status, status.code());
  }
}
