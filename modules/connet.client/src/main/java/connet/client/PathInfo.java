package connet.client;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A path to a peer, as it was when asked for.
 *
 * @param kind who has dialed whom
 * @param remoteAddress the other end of the QUIC connection: the peer's, or the relay's
 * @param relay the relay's id, empty for a direct path
 * @param rtt smoothed round-trip time of that connection
 * @param usable false when nothing has been heard from the other end for so long (about 2 s) that
 *     no new connection is sent along this path
 */
public record PathInfo(
    Kind kind, InetSocketAddress remoteAddress, String relay, Duration rtt, boolean usable) {
  /** The kinds of paths. */
  public enum Kind {
    /** A QUIC connection to the peer that we have dialed. */
    DIRECT_OUTGOING,
    /** A QUIC connection that the peer has dialed. */
    DIRECT_INCOMING,
    /** Through a relay. */
    RELAY;

    /** Whether no relay is involved. */
    public boolean direct() {
      return this != RELAY;
    }
  }
}
