package connet.protocol;

import connet.protocol.wire.Model;

/**
 * Where something is reached before names are resolved.
 *
 * @param host a name or an address, IPv6 without brackets; empty where a configuration leaves it
 *     out
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
  /** Takes brackets off an IPv6 address. */
  public HostPort {
    if (host.length() > 2 && host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.length() > Limits.HOST) {
      throw new IllegalArgumentException(
          "a host has at most " + Limits.HOST + " characters, this one " + host.length());
    }
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException(
          "a port is 0 to 65535, not " + Integer.toUnsignedLong(port));
    }
  }

  /**
   * Reads {@code host:port} or {@code [v6]:port}; the host may be missing.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      throw new IllegalArgumentException("no port in \"" + text + "\", expected host:port");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is ambiguous, write an IPv6 address as [address]:port");
    }
    return new HostPort(host, parsePort(text.substring(colon + 1), text));
  }

  private static int parsePort(String port, String text) {
    // Digits alone: Integer.parseInt takes signs and the digits of other scripts.
    boolean digits = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || port.length() > 5) {
      throw new IllegalArgumentException(
          "\"" + port + "\" in \"" + text + "\" is not a port, expected 0 to 65535");
    }
    return Integer.parseInt(port);
  }

  Model.HostPort toWire() {
    return Model.HostPort.newBuilder().setHost(host).setPort(port).build();
  }

  /** What cannot be dialed (no host, no port) is malformed. */
  static HostPort fromWire(Model.HostPort wire, int errorCode) throws MalformedMessageException {
    if (wire.getHost().isEmpty()
        || wire.getHost().length() > Limits.HOST
        || wire.getHost().chars().anyMatch(c -> c <= ' ' || c == 0x7f)
        || wire.getPort() < 1
        || wire.getPort() > 0xffff) {
      throw new MalformedMessageException(errorCode, "an address that is no host and port");
    }
    return new HostPort(wire.getHost(), wire.getPort());
  }

  /** {@code host:port}, or {@code [v6]:port}. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
