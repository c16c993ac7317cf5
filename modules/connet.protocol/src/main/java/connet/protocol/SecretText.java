package connet.protocol;

import java.util.Optional;

/** Keys of 32 bytes as the existing network writes them: 52 characters of base32hex. */
public final class SecretText {
  private static final int BYTES = 32;

  private SecretText() {}

  /** Writes a key. */
  public static String encode(Bytes key) {
    return Base32Hex.encode(key.toArray());
  }

  /** Reads a key of 32 bytes; empty when the text is none. */
  public static Optional<Bytes> decode(String text) {
    return Base32Hex.decode(text).filter(key -> key.length == BYTES).map(Bytes::of);
  }
}
