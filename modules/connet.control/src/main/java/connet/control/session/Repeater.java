package connet.control.session;

import connet.control.directory.Signal;
import connet.protocol.ErrorCode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on a stream now and after every change, always with the newest state: what changes while
 * the client is still reading an older answer is never queued. Runs on a virtual thread of its own
 * until the signal is closed.
 */
final class Repeater {
  private static final Logger LOG = LoggerFactory.getLogger(Repeater.class);

  /** Changes that come this close together are one answer. */
  private static final Duration GATHER = Duration.ofMillis(10);

  /** What is answered; asked by one thread. */
  interface Source {
    /** The answer as it is now; null when the client has it already. */
    byte @Nullable [] next();
  }

  private Repeater() {}

  static void start(ClientSession session, MessageStream messages, Signal signal, Source source) {
    Thread.ofVirtual()
        .name("connet-control-answers")
        .start(() -> run(session, messages, signal, source));
  }

  private static void run(
      ClientSession session, MessageStream messages, Signal signal, Source source) {
    try {
      while (signal.await()) {
        byte[] answer = source.next();
        if (answer != null) {
          messages.write(answer);
          signal.gather(pause(answer.length, session.services().limits().bytesPerSecond()));
        }
      }
    } catch (SocketTimeoutException e) {
      session.connection().close(ErrorCode.UNKNOWN, "an answer was not taken in time");
    } catch (IOException e) {
      LOG.debug("answers ended client={} reason={}", session.id(), e.getMessage());
      messages.abort(ErrorCode.UNKNOWN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The longer the answer, the more changes one is for: a stream never carries more than so many
   * bytes a second.
   */
  private static Duration pause(int bytes, int bytesPerSecond) {
    return GATHER.plusMillis(1000L * bytes / bytesPerSecond);
  }
}
