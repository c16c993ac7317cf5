package connet.transport;

/** How two joined streams ended. */
public sealed interface JoinEnd {
  /** Both directions were carried to their end. */
  record Complete() implements JoinEnd {
    @Override
    public String toString() {
      return "complete";
    }
  }

  /** One side broke, so both were reset. */
  record Broken(String why) implements JoinEnd {
    @Override
    public String toString() {
      return why;
    }
  }
}
