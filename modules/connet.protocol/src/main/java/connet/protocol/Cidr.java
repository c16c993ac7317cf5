package connet.protocol;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses as RFC 4632 writes them: {@code 10.0.0.0/8}, {@code 2001:db8::/32}; an
 * address alone is the range of itself. As the existing network does, an IPv4-mapped IPv6 range is
 * taken for IPv6, and so holds no address: those that look so are IPv4 addresses.
 */
public final class Cidr {
  private static final Pattern IPV4 =
      Pattern.compile(
          "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Pattern BITS = Pattern.compile("0|[1-9]\\d{0,2}");
  private static final int IPV6_BYTES = 16;

  private final byte[] address;
  private final int bits;

  private Cidr(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException when it is none; the text says why
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    int zone = host.indexOf('%');
    if (zone >= 0 && (slash >= 0 || zone == 0 || zone == host.length() - 1)) {
      throw new IllegalArgumentException("a range has no zone");
    }
    byte[] address = address(zone < 0 ? host : host.substring(0, zone));
    if (zone >= 0 && address.length != IPV6_BYTES) {
      throw new IllegalArgumentException("an IPv4 address has no zone");
    }
    int longest = address.length * Byte.SIZE;
    return new Cidr(address, slash < 0 ? longest : bits(text.substring(slash + 1), longest));
  }

  private static int bits(String text, int longest) {
    if (!BITS.matcher(text).matches() || Integer.parseInt(text) > longest) {
      throw new IllegalArgumentException(
          "the prefix length '" + text + "' is none, it is 0 to " + longest);
    }
    return Integer.parseInt(text);
  }

  private static byte[] address(String text) {
    Matcher parts = IPV4.matcher(text);
    if (parts.matches()) {
      byte[] address = new byte[4];
      for (int i = 0; i < address.length; i++) {
        int part = Integer.parseInt(parts.group(i + 1));
        if (part > 255) {
          throw none(text);
        }
        address[i] = (byte) part;
      }
      return address;
    }
    if (!IPV6.matcher(text).matches()) {
      throw none(text);
    }
    try {
      return wide(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      throw none(text);
    }
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException("'" + text + "' is not an IP address");
  }

  /** Java reads an IPv4-mapped address as IPv4. */
  private static byte[] wide(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      byte[] wide = new byte[IPV6_BYTES];
      wide[10] = -1;
      wide[11] = -1;
      System.arraycopy(bytes, 0, wide, 12, bytes.length);
      return wide;
    }
    return bytes;
  }

  private static byte[] narrow(byte[] bytes) {
    return bytes.length == IPV6_BYTES && mapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }

  private static boolean mapped(byte[] wide) {
    return Arrays.equals(wide, 0, 12, wide(InetAddress.ofLiteral("0.0.0.0")), 0, 12);
  }

  /** Whether an address is in this range; an IPv4-mapped one counts as IPv4. */
  public boolean contains(InetAddress candidate) {
    byte[] other = narrow(candidate.getAddress());
    if (other.length != address.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
  }

  /** The range without the bits after its prefix: {@code 10.0.0.0/8} for {@code 10.1.2.3/8}. */
  public Cidr network() {
    byte[] network = address.clone();
    for (int bit = bits; bit < network.length * Byte.SIZE; bit++) {
      network[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
    }
    return new Cidr(network, bits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that && bits == that.bits && Arrays.equals(address, that.address);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(address) + bits;
  }

  /** The range as it was given, IPv6 as RFC 5952 has it. */
  @Override
  public String toString() {
    return (address.length == IPV6_BYTES ? shownIpv6() : dotted(0)) + "/" + bits;
  }

  private String dotted(int from) {
    return String.format(
        Locale.ROOT,
        "%d.%d.%d.%d",
        address[from] & 0xff,
        address[from + 1] & 0xff,
        address[from + 2] & 0xff,
        address[from + 3] & 0xff);
  }

  private String shownIpv6() {
    if (mapped(address)) {
      return "::ffff:" + dotted(12);
    }
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
    }
    int zeros = 0;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        zeros = i;
        length = end - i;
      }
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (length > 1 && i == zeros) {
        shown.append("::");
        i += length - 1;
        continue;
      }
      boolean first = shown.isEmpty() || shown.charAt(shown.length() - 1) == ':';
      shown.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return shown.toString();
  }
}
