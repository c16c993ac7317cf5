package connet.app.config;

import java.util.Map;

/**
 * A host and a UDP or TCP port as the configuration spells them: {@code "example.org:19190"},
 * {@code "127.0.0.1:80"}, {@code "[::1]:80"}, {@code ":8000"}.
 *
 * @param host a name or address without brackets; empty for {@code ":8000"}
 * @param port 0 to 65535
 */
public record Address(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /** Where control servers of the existing network listen for clients. */
  private static final int SERVER_PORT = 19_190;

  /** Services that the existing network's programs know by name on every system. */
  private static final Map<String, Integer> SERVICES =
      Map.of(
          "domain",
          53,
          "ftp",
          21,
          "http",
          80,
          "https",
          443,
          "imaps",
          993,
          "pop3",
          110,
          "smtp",
          25,
          "ssh",
          22,
          "submission",
          587,
          "telnet",
          23);

  /** Reads an address to send to, whose port must be 1 to 65535; an empty host is localhost. */
  static Address remote(String text) throws BadValueException {
    return toHost(parse(text, port(text), 1));
  }

  /** The same for a control server, whose port need not be given. */
  static Address server(String text) throws BadValueException {
    if (text.endsWith(":") && !text.equals(":")) {
      return server(text.substring(0, text.length() - 1));
    }
    if (text.contains(":")) {
      return remote(text);
    }
    return toHost(parse(text + ":", Integer.toString(SERVER_PORT), 1));
  }

  /** Reads an address to listen on; an empty host is all interfaces, port 0 a free port. */
  static Address local(String text) throws BadValueException {
    String port = port(text);
    return parse(text, port.isEmpty() ? "0" : port, 0);
  }

  private static Address toHost(Address address) {
    return address.host.isEmpty() ? new Address("localhost", address.port) : address;
  }

  /** What follows the last colon. */
  private static String port(String text) throws BadValueException {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      boolean number = text.chars().allMatch(c -> c >= '0' && c <= '9');
      throw new BadValueException(
          "'" + text + "' is not an address, write " + (number ? ":" + text : text + ":PORT"));
    }
    if (text.endsWith("]")) {
      throw new BadValueException("'" + text + "' is not an address, write " + text + ":PORT");
    }
    return text.substring(colon + 1);
  }

  private static Address parse(String text, String portText, int lowestPort)
      throws BadValueException {
    String host = text.substring(0, text.lastIndexOf(':'));
    int port = number(portText, lowestPort);
    if (host.startsWith("[") && host.endsWith("]")) {
      String inner = host.substring(1, host.length() - 1);
      if (!HostNames.isIpv6(inner.split("%", 2)[0])) {
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

  static int number(String text, int lowest) throws BadValueException {
    Integer service = SERVICES.get(text);
    if (service != null) {
      return service;
    }
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
