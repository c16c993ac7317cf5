package connet.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which connections lead to the destinations of an endpoint, and which of them to try first.
 *
 * <p>Registered is the connection, not the destination: when a client connects anew while its old
 * connection is still dying, the end of the old one removes nothing but itself. Thread-safe.
 */
final class Destinations {
  private final Map<String, List<Destination>> byEndpoint = new HashMap<>();

  /** From now on streams for the endpoint may be sent to this destination. */
  synchronized void add(String endpoint, Destination destination) {
    byEndpoint.computeIfAbsent(endpoint, name -> new ArrayList<>()).addFirst(destination);
  }

  /** Takes back what {@link #add} did; does nothing when that was done before. */
  synchronized void remove(String endpoint, Destination destination) {
    byEndpoint.computeIfPresent(
        endpoint,
        (name, list) -> {
          list.remove(destination);
          return list.isEmpty() ? null : list;
        });
  }

  /** Those of the endpoint, in the order of their registration, the newest first. */
  synchronized List<Destination> of(String endpoint) {
    return List.copyOf(byEndpoint.getOrDefault(endpoint, List.of()));
  }

  /**
   * The order in which to try them: by round-trip time, without those that owe an answer for longer
   * than the silence. Older connections of a destination come after all newest ones, as they are
   * probably dying.
   *
   * @param newestFirst as {@link #of} gives them
   */
  static List<Destination> order(List<Destination> newestFirst, Duration silence) {
    // The times are read once: they change while we sort.
    List<Ranked> ranked = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Destination each : newestFirst) {
      boolean newest = seen.add(each.certificateKey());
      if (each.silentFor().compareTo(silence) <= 0) {
        ranked.add(new Ranked(each, !newest, each.smoothedRtt()));
      }
    }
    ranked.sort(Comparator.comparing(Ranked::older).thenComparing(Ranked::rtt));
    return ranked.stream().map(Ranked::destination).toList();
  }

  private record Ranked(Destination destination, boolean older, Duration rtt) {}
}
