package connet.client.path;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at all paths of the client, four times a second, whether they still answer. */
public final class SilenceWatch {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Set<Path> watched = ConcurrentHashMap.newKeySet();

  /** Looks until interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      watched.forEach(Path::look);
      Thread.sleep(LOOK);
    }
  }

  void add(Path path) {
    watched.add(path);
  }

  void remove(Path path) {
    watched.remove(path);
  }
}
