package connet.protocol;

import java.util.List;

/**
 * The names by which a TLS handshake agrees on who talks to whom, and in which framing. Both
 * generations of the existing network are offered and accepted, newest first. One name means two
 * things: {@code connet-relay/0.3} is the older generation between a relay and its control server,
 * and the newer one between a client and a relay.
 */
public final class Alpn {
  /** Client to control server, 4-byte lengths. */
  public static final String CONTROL_0_4 = "connet-control/0.4";

  /** Client to control server, 8-byte lengths. */
  public static final String CLIENT_0_3 = "connet-client/0.3";

  /** Relay to control server, 4-byte lengths. */
  public static final String CONTROL_RELAYS_0_4 = "connet-control-relays/0.4";

  /** Relay to control server with 8-byte lengths; client to relay with 4-byte lengths. */
  public static final String RELAY_0_3 = "connet-relay/0.3";

  /** Client to relay, 8-byte lengths. */
  public static final String PEER_RELAY_0_2 = "connet-peer-relay/0.2";

  /** Peer to peer, 4-byte lengths. */
  public static final String PEER_0_2 = "connet-peer/0.2";

  /** Peer to peer, 8-byte lengths. */
  public static final String PEER_0_1 = "connet-peer/0.1";

  private Alpn() {}

  /** Who dials whom. */
  public enum Kind {
    /** A client dials its control server. */
    CLIENT_CONTROL(CONTROL_0_4, CLIENT_0_3),
    /** A relay dials its control server. */
    RELAY_CONTROL(CONTROL_RELAYS_0_4, RELAY_0_3),
    /** A client dials a relay. */
    CLIENT_RELAY(RELAY_0_3, PEER_RELAY_0_2),
    /** A client dials a client. */
    PEER_PEER(PEER_0_2, PEER_0_1);

    private final String newer;
    private final String older;

    Kind(String newer, String older) {
      this.newer = newer;
      this.older = older;
    }

    /** What the dialer offers and the listener accepts, newest first. */
    public List<String> offered() {
      return List.of(newer, older);
    }

    /** Whether a connection with this ALPN is one of this kind. */
    public boolean offers(String alpn) {
      return alpn.equals(newer) || alpn.equals(older);
    }

    /**
     * The framing on a connection of this kind.
     *
     * @param alpn what the handshake agreed on, one of {@link #offered}
     * @throws IllegalArgumentException when it is none of them
     */
    public Framing framing(String alpn) {
      if (alpn.equals(newer)) {
        return Framing.LENGTH_4;
      }
      if (alpn.equals(older)) {
        return Framing.LENGTH_8;
      }
      throw new IllegalArgumentException("not an ALPN of " + this + ": " + alpn);
    }
  }
}
