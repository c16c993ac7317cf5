package connet.app.role;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that runs until it is closed. */
public interface Role extends AutoCloseable {
  /** What it is called in log lines. */
  String name();

  /**
   * Waits until it does what it is for: is connected, listens, is registered.
   *
   * @return false when that takes longer
   * @throws IOException when it never will
   */
  boolean awaitReady(Duration timeout) throws IOException, InterruptedException;

  /** How it stands, a few words for people. */
  String state() throws InterruptedException;

  /** What it is doing, as the status page tells it. */
  Map<String, ? extends @Nullable Object> status();

  /** Ends it in order; takes a few seconds at most. */
  @Override
  void close();
}
