package connet.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks whether a test left sockets or platform threads behind, the event loops among them: made
 * before the test begins, and closed when everything of it should be gone.
 */
public final class LeakCheck implements AutoCloseable {
  private static final Duration GONE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Path SOCKETS = Path.of("/proc/self/fd");

  private final Set<Thread> threads = threads();
  private final long sockets = sockets();

  /** Notes what there is now. */
  public LeakCheck() throws IOException {}

  private static Set<Thread> threads() {
    // Those of the system's pools come with the first use of virtual threads and stay.
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(thread -> !thread.getThreadGroup().getName().matches("system|InnocuousThreadGroup"))
        .collect(Collectors.toSet());
  }

  /** Always 0 where the system does not list them. */
  private static long sockets() throws IOException {
    if (!Files.isDirectory(SOCKETS)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(SOCKETS)) {
      return files.filter(LeakCheck::isSocket).count();
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  private Set<String> more() {
    Set<Thread> now = threads();
    now.removeAll(threads);
    return now.stream().map(Thread::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Waits until nothing is left of what began meanwhile. */
  @Override
  public void close() throws IOException {
    long end = System.nanoTime() + GONE.toNanos();
    while (!more().isEmpty() || sockets() > sockets) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "left behind: threads " + more() + ", sockets " + (sockets() - sockets));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
