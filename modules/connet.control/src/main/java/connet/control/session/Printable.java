package connet.control.session;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Text for log lines and answers. What a stranger says about itself must not write lines of its own
 * in a log.
 */
final class Printable {
  private static final int MAX = 200;

  private Printable() {}

  /** The first characters of a text, without control characters. */
  static String text(String text) {
    String start = text.length() > MAX ? text.substring(0, MAX) + "..." : text;
    StringBuilder printable = new StringBuilder(start.length());
    start
        .codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  /** {@code 192.0.2.1:4433}, or {@code [2001:db8::1]:4433}. */
  static String address(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  /** What an exception says, which is its name at least. */
  static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }
}
