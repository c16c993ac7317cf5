package connet.app.config;

import java.net.Inet6Address;
import java.util.regex.Pattern;

/** What may stand for a host: a name, an IPv4 or an IPv6 address. */
final class HostNames {
  /** RFC 1035 section 2.3.4 limits names to 255 octets on the wire, 253 characters in text. */
  private static final int MAX_LENGTH = 253;

  /** RFC 1123 section 2.1, and the underscore that private networks use nevertheless. */
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_-]{1,63})*\\.?");

  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  private HostNames() {}

  /** Refuses what is neither a name nor an IPv4 address. */
  static void check(String host) throws BadValueException {
    if (DIGITS_AND_DOTS.matcher(host).matches()) {
      if (!isIpv4(host)) {
        throw new BadValueException("'" + host + "' is not an IPv4 address");
      }
      return;
    }
    if (host.length() > MAX_LENGTH || !NAME.matcher(host).matches()) {
      throw new BadValueException("'" + host + "' is not a host name");
    }
  }

  /** Reads a host without a port: a name or an address, IPv6 with or without brackets. */
  static String parse(String text) throws BadValueException {
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    String bare = brackets ? text.substring(1, text.length() - 1) : text;
    if (isIpv6(bare)) {
      return bare;
    }
    if (text.contains(":")) {
      throw new BadValueException("'" + text + "' must be a host name or address without a port");
    }
    check(text);
    return text;
  }

  private static boolean isIpv4(String text) {
    var matcher = IPV4.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 1; i <= 4; i++) {
      if (Integer.parseInt(matcher.group(i)) > 255) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text is an IPv6 address, with or without a zone; asks no name server. */
  static boolean isIpv6(String text) {
    if (!text.contains(":") || text.startsWith("[")) {
      return false;
    }
    try {
      Inet6Address.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
