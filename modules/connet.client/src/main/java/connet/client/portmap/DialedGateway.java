package connet.client.portmap;

import connet.client.address.Names;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Takes the first address of our network of 24 bits for the router, as most home networks have it;
 * our network is the one from which the control server is reached.
 */
public final class DialedGateway implements GatewayFinder {
  private final Names names;
  private final String server;

  /** The server's host is resolved at each look. */
  public DialedGateway(Names names, String server) {
    this.names = names;
    this.server = server;
  }

  @Override
  public Optional<Place> find(InetAddress bound) throws IOException {
    for (InetAddress address : names.resolve(server)) {
      if (address instanceof Inet4Address) {
        Optional<Inet4Address> local = Place.localTowards(address);
        return local.isEmpty() ? Optional.empty() : Place.behind(first(local.get()), bound);
      }
    }
    return Optional.empty();
  }

  private static Inet4Address first(Inet4Address local) throws IOException {
    byte[] bytes = local.getAddress();
    bytes[3] = 1;
    return (Inet4Address) InetAddress.getByAddress(bytes);
  }
}
