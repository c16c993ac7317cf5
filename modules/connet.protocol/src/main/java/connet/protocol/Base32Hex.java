package connet.protocol;

import java.util.Optional;

/** Base32 with the extended hex alphabet (RFC 4648, section 7), lower case, no padding. */
final class Base32Hex {
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";

  private Base32Hex() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int pending = 0;
    int bits = 0;
    for (byte b : bytes) {
      pending = pending << 8 | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(pending >>> bits & 31));
      }
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt(pending << (5 - bits) & 31));
    }
    return text.toString();
  }

  /**
   * The bytes of a text of exactly as many characters as they need; the bits that the last
   * character has too many may be anything, as in the existing network.
   */
  static Optional<byte[]> decode(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    if (text.length() != (bytes.length * 8 + 4) / 5 || !text.chars().allMatch(Base32Hex::digit)) {
      return Optional.empty();
    }
    int pending = 0;
    int bits = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      pending = pending << 5 | ALPHABET.indexOf(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (pending >>> bits);
      }
    }
    return Optional.of(bytes);
  }

  static boolean digit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'v');
  }
}
