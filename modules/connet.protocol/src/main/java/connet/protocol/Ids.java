package connet.protocol;

import java.security.SecureRandom;

/**
 * The ids of clients, relays, control servers and endpoints: 32 random bytes in base32hex (RFC
 * 4648, section 7), lower case, no padding: 52 characters, so that one is a label of a DNS name.
 */
public final class Ids {
  private static final int BYTES = 32;
  private static final int CHARACTERS = 52;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** A new id. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base32Hex.encode(bytes);
  }

  /** Whether {@code id} has the form of an id; a peer of another implementation may have any. */
  public static boolean valid(String id) {
    // The last character carries the 256th bit and four zeros.
    return id.length() == CHARACTERS
        && id.chars().allMatch(Base32Hex::digit)
        && (id.endsWith("0") || id.endsWith("g"));
  }

  /** The only DNS name of an endpoint's server leaf, and the SNI by which it is dialed. */
  public static String peerServerName(String id) {
    return id + ".connet.peer.invalid";
  }

  /** The only DNS name of a relay's leaf, and the SNI by which it is dialed. */
  public static String relayServerName(String id) {
    return id + ".reserve.relay.invalid";
  }

  /** The stable id by which relays know a control server. */
  public static String controlServerId(String id) {
    return id + ".relay.control.invalid";
  }
}
