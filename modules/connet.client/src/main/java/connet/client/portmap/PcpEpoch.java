package connet.client.portmap;

/**
 * Notices from the clock in a PCP router's answers that it has forgotten its mappings: RFC 6887,
 * section 8.5. Used by one thread.
 */
final class PcpEpoch {
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
    long ours = (nanos - lastNanos) / SECOND;
    long theirs = seconds - lastSeconds;
    // Answers may overtake each other by a second; clocks may differ by a sixteenth and two
    // seconds.
    boolean restarted =
        known && (theirs < -1 || ours + 2 < theirs - theirs / 16 || theirs + 2 < ours - ours / 16);
    known = true;
    lastSeconds = seconds;
    lastNanos = nanos;
    return restarted;
  }
}
