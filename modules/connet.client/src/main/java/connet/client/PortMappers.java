package connet.client;

import connet.client.address.Names;
import connet.client.portmap.DialedGateway;
import connet.client.portmap.GatewayFinder;
import connet.client.portmap.PortMapper;
import connet.client.portmap.SystemRoutes;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Makes the mapper of a client; another one than usual is for tests. */
interface PortMappers {
  /** As the settings say, with the ports of the specifications. */
  PortMappers USUAL =
      (settings, names, bound) ->
          new PortMapper(finder(settings, names), bound, PortMapper.Ports.USUAL);

  /** A mapper that asks nobody yet. */
  PortMapper make(ClientSettings settings, Names names, InetSocketAddress bound);

  private static GatewayFinder finder(ClientSettings settings, Names names) {
    return switch (settings.portMapping()) {
      case SYSTEM -> new SystemRoutes();
      case DIAL -> new DialedGateway(names, settings.serverAddress().host());
      case DISABLED -> _ -> Optional.empty();
    };
  }
}
