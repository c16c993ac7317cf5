package connet.client.path;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** In which order paths are tried for a new forwarded connection. */
public final class PathChoice {
  private PathChoice() {}

  /** The paths that answer: direct before relayed, then by round-trip time. */
  public static List<Path> order(Collection<Path> paths) {
    return order(paths, Path::usable, path -> path.kind().direct(), Path::rtt);
  }

  static <P> List<P> order(
      Collection<P> paths, Predicate<P> usable, Predicate<P> direct, Function<P, Duration> rtt) {
    // The round-trip time changes at any moment, and must not while it is sorted by.
    record Ranked<P>(P path, boolean relayed, Duration rtt) {}
    return paths.stream()
        .filter(usable)
        .map(path -> new Ranked<>(path, !direct.test(path), rtt.apply(path)))
        .sorted(Comparator.comparing((Ranked<P> r) -> r.relayed()).thenComparing(Ranked::rtt))
        .map(Ranked::path)
        .toList();
  }
}
