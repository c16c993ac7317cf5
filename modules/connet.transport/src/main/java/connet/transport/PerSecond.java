package connet.transport;

/** Allows something so often a second at most. Used on the event loop only. */
final class PerSecond {
  private final int most;
  private long began = System.nanoTime();
  private int taken;

  PerSecond(int most) {
    this.most = most;
  }

  /** Whether so many more are allowed; if they are, they count. */
  boolean allows(int more) {
    long now = System.nanoTime();
    if (now - began > 1_000_000_000L) {
      began = now;
      taken = 0;
    }
    if (taken + more > most) {
      return false;
    }
    taken += more;
    return true;
  }
}
