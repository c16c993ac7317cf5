package connet.app.role;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what goes on beside the command, on virtual threads that end with the program. */
public final class Background {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  /** Something that goes on. */
  public interface Work {
    /** Runs until it is done; what it throws is logged. */
    void run() throws IOException, InterruptedException;
  }

  private Background() {}

  /** Starts it; {@code name} is for log lines and thread dumps. */
  public static void start(String name, Work work) {
    Thread.ofVirtual().name("connet " + name).start(() -> run(name, work));
  }

  private static void run(String name, Work work) {
    try {
      work.run();
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.debug("ended what={} why={}", name, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("this is a mistake in connet, please report it what={}", name, e);
    }
  }
}
