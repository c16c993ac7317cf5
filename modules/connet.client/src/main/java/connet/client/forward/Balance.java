package connet.client.forward;

import connet.client.path.Path;
import connet.client.path.PathChoice;
import connet.protocol.RemotePeer;
import connet.transport.QuicStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * In which order a source tries its destinations, each along its best path. Which destination is
 * behind a relay, the relay decides.
 *
 * <p>Thread-safe.
 */
public final class Balance {
  /** How destinations are ordered. */
  public enum Policy {
    /** By their best path. */
    LEAST_LATENCY,
    /** Those with the fewest connections of this source first, then by their best path. */
    LEAST_CONNECTIONS,
    /** Each in turn, by their ids. */
    ROUND_ROBIN,
    /** At random. */
    RANDOM
  }

  /** A destination and its best path. */
  record Choice(RemotePeer peer, Path path) {
    String id() {
      return peer.id();
    }
  }

  private final Policy policy;
  private final Loads loads = new Loads();
  private final AtomicInteger turn = new AtomicInteger();

  /** One for each source. */
  public Balance(Policy policy) {
    this.policy = policy;
  }

  /** The destinations that can be reached now, in the order in which they are to be tried. */
  List<Choice> order(List<RemotePeer> peers, List<Path> paths) {
    loads.keep(
        peers.stream()
            .map(remote -> remote.peer().serverCertificate())
            .collect(Collectors.toUnmodifiableSet()));
    return order(
        policy,
        byPath(peers, PathChoice.order(paths)),
        Choice::id,
        choice -> loads.of(choice.peer()),
        turn.getAndIncrement());
  }

  /** Who has the best path comes first. */
  private static List<Choice> byPath(List<RemotePeer> peers, List<Path> bestFirst) {
    List<Choice> choices = new ArrayList<>();
    List<RemotePeer> left = new ArrayList<>(peers);
    for (Path path : bestFirst) {
      List<RemotePeer> reached = left.stream().filter(path::leadsTo).toList();
      reached.forEach(peer -> choices.add(new Choice(peer, path)));
      left.removeAll(reached);
    }
    return choices;
  }

  /** A connection is opened to a destination. */
  void began(RemotePeer peer, QuicStream stream) {
    loads.began(peer, stream);
  }

  /**
   * Orders by policy.
   *
   * @param byPath the one with the best path first
   * @param turn how often it was ordered before
   */
  static <C> List<C> order(
      Policy policy, List<C> byPath, Function<C, String> id, ToIntFunction<C> load, int turn) {
    return switch (policy) {
      case LEAST_LATENCY -> byPath;
      case LEAST_CONNECTIONS -> byLoad(byPath, load);
      case ROUND_ROBIN -> {
        List<C> rotated = new ArrayList<>(byPath);
        rotated.sort(Comparator.comparing(id));
        if (!rotated.isEmpty()) {
          Collections.rotate(rotated, -Integer.remainderUnsigned(turn, rotated.size()));
        }
        yield rotated;
      }
      case RANDOM -> {
        List<C> shuffled = new ArrayList<>(byPath);
        Collections.shuffle(shuffled, RandomGenerator.getDefault());
        yield shuffled;
      }
    };
  }

  private static <C> List<C> byLoad(List<C> byPath, ToIntFunction<C> load) {
    // Loads change at any moment, and must not while it is sorted by them.
    record Ranked<C>(C choice, int load) {}
    return byPath.stream()
        .map(choice -> new Ranked<>(choice, load.applyAsInt(choice)))
        .sorted(Comparator.comparingInt(Ranked::load))
        .map(Ranked::choice)
        .toList();
  }
}
