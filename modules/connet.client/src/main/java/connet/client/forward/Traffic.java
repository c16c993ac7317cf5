package connet.client.forward;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/**
 * The forwarded connections of one endpoint: how many, and how much they have carried.
 *
 * <p>Thread-safe.
 */
public final class Traffic implements AutoCloseable {
  /** A forwarded connection that is open. */
  public interface Flow {
    /** Bytes sent to the peer so far. */
    long sent();

    /** Bytes received from the peer so far. */
    long received();

    /** Breaks it off. */
    void reset();
  }

  private final Set<Flow> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong opened = new AtomicLong();
  private final LongAdder sentByEnded = new LongAdder();
  private final LongAdder receivedByEnded = new LongAdder();
  private volatile boolean closed;

  /** A connection has been opened; it is reset at once when the endpoint is closed already. */
  public void began(Flow flow) {
    opened.incrementAndGet();
    open.add(flow);
    if (closed) {
      flow.reset();
    }
  }

  /** A connection has ended; only the first call for it counts. */
  public void ended(Flow flow) {
    if (open.remove(flow)) {
      sentByEnded.add(flow.sent());
      receivedByEnded.add(flow.received());
    }
  }

  /** How many are open. */
  public int open() {
    return open.size();
  }

  /** How many have been opened so far. */
  public long opened() {
    return opened.get();
  }

  /** Bytes sent to peers so far. */
  public long sent() {
    return sentByEnded.sum() + sum(Flow::sent);
  }

  /** Bytes received from peers so far. */
  public long received() {
    return receivedByEnded.sum() + sum(Flow::received);
  }

  private long sum(ToLongFunction<Flow> bytes) {
    return open.stream().mapToLong(bytes).sum();
  }

  /** Breaks all of them off, and those that are still to come. */
  @Override
  public void close() {
    closed = true;
    open.forEach(Flow::reset);
  }
}
