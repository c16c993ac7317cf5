package connet.relay;

import connet.protocol.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The keys under which the control server seals tickets for this relay, newest first.
 *
 * <p>Each registration agrees on a new key, but clients learn their new tickets only a moment
 * later, or much later when they cannot reach the control server themselves. So a replaced key is
 * still accepted for some minutes. That grants nothing new: a ticket has no end of its own, and
 * would have been accepted as long had the relay's session not been replaced. Thread-safe.
 */
final class TicketKeys {
  /** A session that comes and goes must not make every wrong ticket expensive. */
  private static final int MOST_REPLACED = 8;

  private record Replaced(Bytes key, long atNanos) {}

  private final long graceNanos;
  private final LongSupplier nanoTime;
  private final Deque<Replaced> replaced = new ArrayDeque<>();
  private Bytes current = Bytes.EMPTY;

  TicketKeys(Duration grace, LongSupplier nanoTime) {
    this.graceNanos = grace.toNanos();
    this.nanoTime = nanoTime;
  }

  /** From now on tickets are sealed under this key. */
  synchronized void replace(Bytes key) {
    if (!current.isEmpty()) {
      replaced.addFirst(new Replaced(current, nanoTime.getAsLong()));
      if (replaced.size() > MOST_REPLACED) {
        replaced.removeLast();
      }
    }
    current = key;
  }

  /** The keys to try, newest first; empty before the first registration. */
  synchronized List<Bytes> accepted() {
    long now = nanoTime.getAsLong();
    replaced.removeIf(old -> now - old.atNanos() > graceNanos);
    List<Bytes> keys = new ArrayList<>();
    if (!current.isEmpty()) {
      keys.add(current);
      replaced.forEach(old -> keys.add(old.key()));
    }
    return keys;
  }
}
