package connet.protocol;

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

  static boolean digit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'v');
  }
}
