package connet.client;

/**
 * To which of its destinations a source sends a connection, and how many others it tries.
 *
 * <p>Without a policy all paths to all destinations are tried, the best first, until one answers;
 * how often to retry counts with a policy only, where each destination is tried along its best
 * path.
 *
 * @param policy how destinations are ordered
 * @param retry how many of them are tried
 * @param retryMax of {@link Retry#COUNT} the destinations that are tried, of {@link Retry#TIMED}
 *     the milliseconds for all tries together; 0 for the default, which is 2 or 1000
 */
public record LoadBalancing(Policy policy, Retry retry, int retryMax) {
  /** How destinations are ordered. */
  public enum Policy {
    /** Not by destination: the best path first, direct before relayed, then by round-trip time. */
    NONE,
    /** By their best path, which is the quickest of the direct ones if there are any. */
    LEAST_LATENCY,
    /** Those with the fewest connections of this source first. */
    LEAST_CONNECTIONS,
    /** Each in turn. */
    ROUND_ROBIN,
    /** At random. */
    RANDOM
  }

  /** How many destinations are tried. */
  public enum Retry {
    /** Only the first. */
    NEVER,
    /** A number of them. */
    COUNT,
    /** All of them, within a time. */
    TIMED,
    /** All of them. */
    ALL
  }

  /** Destinations that are tried with {@link Retry#COUNT}, as in the existing network. */
  private static final int USUAL_COUNT = 2;

  /** Milliseconds for all tries with {@link Retry#TIMED}, as in the existing network. */
  private static final int USUAL_MILLIS = 1_000;

  /** No policy: all paths are tried. */
  public static LoadBalancing none() {
    return new LoadBalancing(Policy.NONE, Retry.NEVER, 0);
  }

  /** {@link #retryMax} with the default in place of 0. */
  public int effectiveMax() {
    if (retryMax != 0) {
      return retryMax;
    }
    return switch (retry) {
      case COUNT -> USUAL_COUNT;
      case TIMED -> USUAL_MILLIS;
      case NEVER, ALL -> 0;
    };
  }
}
