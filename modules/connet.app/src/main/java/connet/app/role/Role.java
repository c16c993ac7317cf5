package connet.app.role;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that runs until it is closed. */
public interface Role extends AutoCloseable {
  /** What it is called in log lines. */
  String name();

  /** What it is doing, as the status page tells it. */
  Map<String, ? extends @Nullable Object> status();

  /** Ends it in order; takes a few seconds at most. */
  @Override
  void close();
}
