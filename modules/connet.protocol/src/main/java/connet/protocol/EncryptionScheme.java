package connet.protocol;

/**
 * How the bytes of a relayed connection are hidden from the relay: numbers of the wire, which may
 * hold others.
 */
public final class EncryptionScheme {
  /** Not at all. */
  public static final int NONE = 0;

  /** TLS 1.3 inside the stream. */
  public static final int TLS = 1;

  /** X25519 key exchange, then ChaCha20-Poly1305. */
  public static final int DHXCP = 2;

  private EncryptionScheme() {}
}
