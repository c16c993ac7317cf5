package connet.app.config;

import connet.protocol.HostPort;

/**
 * Reads an address under which a relay is reached, {@code HOST[:PORT]}, as the existing network
 * does: what follows the last colon is the port, and a port that is missing or 0 is that of the
 * address that is listened on.
 */
final class PublicAddress {
  private static final int MAX_PORT = 65_535;

  private PublicAddress() {}

  /** The host, which may be empty, and the port, 0 when there is none. */
  static HostPort parse(String text) throws BadValueException {
    int colon = text.lastIndexOf(':');
    if (text.startsWith("[")) {
      int closing = text.lastIndexOf(']');
      if (closing < 0 || (closing < text.length() - 1 && text.charAt(closing + 1) != ':')) {
        throw new BadValueException("'" + text + "' has a bracket without its other half");
      }
      colon = closing == text.length() - 1 ? -1 : closing + 1;
    }
    String host = colon < 0 ? text : text.substring(0, colon);
    try {
      return new HostPort(host, colon < 0 ? 0 : port(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new BadValueException("'" + text + "' is not HOST or HOST:PORT: " + e.getMessage());
    }
  }

  private static int port(String text) throws BadValueException {
    boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number) {
      throw new BadValueException("the port '" + text + "' is not a number");
    }
    int port = text.length() > 5 ? MAX_PORT + 1 : Integer.parseInt(text);
    if (port > MAX_PORT) {
      throw new BadValueException("port " + text + " is out of range, 0 to 65535");
    }
    return port;
  }
}
