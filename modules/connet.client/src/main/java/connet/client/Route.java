package connet.client;

/** Which kinds of paths an endpoint uses. Both ends must agree on at least one. */
public enum Route {
  /** Direct connections and relays, whichever is best at the moment. */
  ANY,
  /** Direct connections only: when none can be made there is no path. */
  DIRECT,
  /** Relays only: our addresses are not told to anybody, and nobody's are dialed. */
  RELAY;

  /** Whether peers may be dialed directly, and may dial us. */
  public boolean allowsDirect() {
    return this != RELAY;
  }

  /** Whether relays may be used. */
  public boolean allowsRelay() {
    return this != DIRECT;
  }
}
