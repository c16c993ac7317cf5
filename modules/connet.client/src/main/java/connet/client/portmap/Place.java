package connet.client.portmap;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where this machine stands in its network.
 *
 * @param local its address there, to which the router is to send what arrives at a mapped port
 * @param gateway the router
 */
public record Place(Inet4Address local, Inet4Address gateway) {
  private static final int ANY_PORT = 9; // RFC 863; nothing is sent there

  /**
   * The place behind a router: none when this machine has an address of the public network, which
   * needs no mapping, or when our socket is bound to an address that the router does not know.
   *
   * @param bound where our socket is bound, perhaps the wildcard address
   */
  static Optional<Place> behind(Inet4Address gateway, InetAddress bound) throws IOException {
    return localTowards(gateway)
        .filter(local -> bound.isAnyLocalAddress() || bound.equals(local))
        .filter(Place::isPrivate)
        .map(local -> new Place(local, gateway));
  }

  /** The address with which this machine would speak to another. */
  static Optional<Inet4Address> localTowards(InetAddress other) throws IOException {
    try (var socket = new DatagramSocket()) {
      // For UDP this asks the system for the route and sends nothing.
      socket.connect(new InetSocketAddress(other, ANY_PORT));
      return socket.getLocalAddress() instanceof Inet4Address local && !local.isAnyLocalAddress()
          ? Optional.of(local)
          : Optional.empty();
    }
  }

  /** For log lines. */
  @Override
  public String toString() {
    return local.getHostAddress() + " behind " + gateway.getHostAddress();
  }

  /** Private networks (RFC 1918), and that between a provider and its customers (RFC 6598). */
  private static boolean isPrivate(Inet4Address address) {
    byte[] bytes = address.getAddress();
    return address.isSiteLocalAddress() || (bytes[0] == 100 && (bytes[1] & 0xc0) == 64);
  }
}
