package connet.control.directory;

import java.util.Comparator;

/**
 * How new an announce is: that of a newer connection wins over that of an older one which is still
 * dying, and on one connection the newer stream wins.
 */
public record Generation(long session, long stream) implements Comparable<Generation> {
  private static final Comparator<Generation> ORDER =
      Comparator.comparingLong(Generation::session).thenComparingLong(Generation::stream);

  /** Older than every live announce: what was read back from the store. */
  static final Generation STORED = new Generation(0, 0);

  @Override
  public int compareTo(Generation other) {
    return ORDER.compare(this, other);
  }
}
