package connet.client;

import java.util.List;

/**
 * How the bytes of a connection that goes through a relay are hidden from the relay. Direct
 * connections are encrypted from end to end in any case.
 */
public enum RelayEncryption {
  /** Not at all: the relay can read and change everything. */
  NONE,
  /**
   * TLS 1.3 between the two ends, with the certificates that the control server has told them of.
   */
  TLS,
  /**
   * An X25519 key exchange, signed with the key of those certificates, then ChaCha20-Poly1305. It
   * needs no further round trip, but the two clocks may differ by no more than five minutes, and a
   * relay that cuts the connection off cannot be told from an end.
   */
  DHXCP;

  /**
   * What an end allows unless it says otherwise: encryption of either kind, so that no relay reads
   * what it carries, nor makes the ends do without. A peer that knows only {@link #NONE}, which is
   * what the programs of the existing network do unless told otherwise, is reached through a relay
   * only if that is listed as well.
   */
  public static final List<RelayEncryption> USUAL = List.of(TLS, DHXCP);
}
