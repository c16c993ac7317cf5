package connet.client.portmap;

/**
 * Notices from the clock in a NAT-PMP router's answers that it has forgotten its mappings: RFC
 * 6886, section 3.6. Used by one thread.
 */
final class NatPmpEpoch {
  private static final long SECOND = 1_000_000_000;

  private boolean known;
  private long lastSeconds;
  private long lastNanos;

  /**
   * Takes note of an answer.
   *
   * @param seconds since the router began
   * @param nanos our own clock
   * @return whether it has begun anew since the answer before
   */
  boolean restarted(long seconds, long nanos) {
    // "The client ... assuming the gateway's clock runs at 7/8 of its own", and two seconds less.
    long expected = lastSeconds + (nanos - lastNanos) / SECOND * 7 / 8;
    boolean restarted = known && seconds < expected - 2;
    known = true;
    lastSeconds = seconds;
    lastNanos = nanos;
    return restarted;
  }
}
