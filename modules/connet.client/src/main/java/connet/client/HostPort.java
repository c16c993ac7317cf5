package connet.client;

/**
 * A host, by name or address, and a port; not resolved.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets; not empty
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
  /** Checks the ranges. */
  public HostPort {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the host is empty");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
  }

  /** {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
