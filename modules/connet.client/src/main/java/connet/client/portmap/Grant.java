package connet.client.portmap;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A mapped port.
 *
 * @param external where peers reach us
 * @param lifetime how long it stands unless it is renewed; more than zero
 */
record Grant(InetSocketAddress external, Duration lifetime) {
  /**
   * A grant as the router tells it.
   *
   * @throws RefusedByGatewayException when nobody can reach us there
   */
  static Grant of(Inet4Address address, int port, Duration lifetime)
      throws RefusedByGatewayException {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || port < 1
        || port > 0xffff
        || !lifetime.isPositive()) {
      throw new RefusedByGatewayException(
          "useless mapping " + address.getHostAddress() + ":" + port + " for " + lifetime);
    }
    return new Grant(new InetSocketAddress(address, port), lifetime);
  }
}
