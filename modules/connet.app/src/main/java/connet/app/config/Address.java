package connet.app.config;

/**
 * A host and a UDP or TCP port as the configuration spells them: {@code "example.org:19190"},
 * {@code "127.0.0.1:80"}, {@code "[::1]:80"}, {@code ":8000"}.
 *
 * @param host a name or address without brackets; empty for {@code ":8000"}
 * @param port 0 to 65535
 */
public record Address(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /** Reads an address to send to, whose port must be 1 to 65535; an empty host is localhost. */
  static Address remote(String text) throws BadValueException {
    Address address = parse(text, 1);
    return address.host.isEmpty() ? new Address("localhost", address.port) : address;
  }

  /** Reads an address to listen on; an empty host is all interfaces, port 0 a free port. */
  static Address local(String text) throws BadValueException {
    return parse(text, 0);
  }

  private static Address parse(String text, int lowestPort) throws BadValueException {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      boolean number = text.chars().allMatch(c -> c >= '0' && c <= '9');
      throw new BadValueException(
          "'" + text + "' is not an address, write " + (number ? ":" + text : text + ":PORT"));
    }
    String host = text.substring(0, colon);
    int port = port(text.substring(colon + 1), lowestPort);
    if (host.startsWith("[") && host.endsWith("]")) {
      String inner = host.substring(1, host.length() - 1);
      if (!HostNames.isIpv6(inner)) {
        throw new BadValueException("'" + inner + "' is not an IPv6 address");
      }
      return new Address(inner, port);
    }
    if (host.contains(":")) {
      throw new BadValueException(
          "'" + text + "' is not an address, an IPv6 address stands in brackets: [::1]:80");
    }
    if (!host.isEmpty()) {
      HostNames.check(host);
    }
    return new Address(host, port);
  }

  private static int port(String text, int lowest) throws BadValueException {
    boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number) {
      throw new BadValueException("the port '" + text + "' is not a number");
    }
    int port = text.length() > 5 ? MAX_PORT + 1 : Integer.parseInt(text);
    if (port < lowest || port > MAX_PORT) {
      throw new BadValueException("port " + text + " is out of range, " + lowest + " to 65535");
    }
    return port;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
