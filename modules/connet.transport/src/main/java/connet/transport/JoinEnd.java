package connet.transport;

/** How two joined streams ended. */
public sealed interface JoinEnd {
  /** Both directions were carried to their end. */
  record Complete() implements JoinEnd {}

  /** One side broke, so both were reset. */
  record Broken(String why) implements JoinEnd {}
}
