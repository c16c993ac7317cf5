package connet.control.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections that have not authenticated. Real ones do so within milliseconds, so when there
 * are too many, the one that has waited longest makes room: strangers cannot fill the server, nor
 * keep others out. Thread-safe.
 */
final class Admission {
  private static final int IPV6_NETWORK_BYTES = 8;

  private final int limit;
  private final int limitPerSource;

  // Guarded by this; sets are in the order of arrival.
  private final Set<Waiter> waiting = new LinkedHashSet<>();
  private final Map<InetAddress, Set<Waiter>> bySource = new HashMap<>();

  /** A connection that waits, with what ends it. */
  final class Waiter {
    private final InetAddress source;
    private final Runnable turnAway;

    private Waiter(InetAddress source, Runnable turnAway) {
      this.source = source;
      this.turnAway = turnAway;
    }

    /** It has authenticated or ended. */
    void leave() {
      remove(this);
    }
  }

  /** Lets so many wait in all, and so many from one source. */
  Admission(int limit, int limitPerSource) {
    this.limit = limit;
    this.limitPerSource = limitPerSource;
  }

  /** Lets a connection wait; {@code turnAway} ends it when it has to make room. */
  Waiter enter(InetAddress address, Runnable turnAway) {
    Waiter waiter = new Waiter(source(address), turnAway);
    Waiter oldest = add(waiter);
    if (oldest != null) {
      oldest.turnAway.run();
    }
    return waiter;
  }

  /** How many are waiting. */
  synchronized int size() {
    return waiting.size();
  }

  /** Adds one and returns which other had to go, if any. */
  private synchronized @Nullable Waiter add(Waiter waiter) {
    Set<Waiter> same = bySource.computeIfAbsent(waiter.source, source -> new LinkedHashSet<>());
    Set<Waiter> full = same.size() >= limitPerSource ? same : waiting;
    Waiter oldest = same.size() >= limitPerSource || waiting.size() >= limit ? first(full) : null;
    waiting.add(waiter);
    same.add(waiter);
    if (oldest != null) {
      remove(oldest);
    }
    return oldest;
  }

  private synchronized void remove(Waiter waiter) {
    waiting.remove(waiter);
    bySource.computeIfPresent(
        waiter.source,
        (source, same) -> {
          same.remove(waiter);
          return same.isEmpty() ? null : same;
        });
  }

  private static Waiter first(Set<Waiter> waiters) {
    return waiters.iterator().next();
  }

  /** Who has one IPv6 address usually has all of its /64. */
  private static InetAddress source(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, IPV6_NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has the length of an address", e);
    }
  }
}
