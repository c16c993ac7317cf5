package connet.control.directory;

/** Looks whether a signal is raised, without waiting for it. */
final class Raised {
  private Raised() {}

  /**
   * Takes the signal back if it is raised. An interrupted thread gets a raised signal, but does not
   * wait for one.
   */
  static boolean take(Signal signal) {
    Thread.currentThread().interrupt();
    try {
      return signal.await();
    } catch (InterruptedException e) {
      return false;
    } finally {
      Thread.interrupted();
    }
  }
}
