package connet.client.portmap;

import connet.client.portmap.Xml.Element;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Internet Gateway Devices of UPnP, versions 1 and 2. */
final class Upnp implements Protocol {
  /** Where everybody in the network is asked. */
  static final InetSocketAddress EVERYBODY =
      new InetSocketAddress(InetAddress.ofLiteral("239.255.255.250"), Ssdp.PORT);

  private static final Duration CALL = Duration.ofSeconds(3);
  private static final Duration RELEASE = Duration.ofMillis(700);

  // Errors of the service descriptions of WANIPConnection.
  private static final int INVALID_ARGUMENTS = 402;
  private static final int ACTION_FAILED = 501;
  private static final int NO_SUCH_ENTRY = 714;
  private static final int CONFLICT = 718;
  private static final int ONLY_PERMANENT = 725;
  private static final int CONFLICT_WITH_OTHERS = 729;

  private static final int PORT_ATTEMPTS = 5;
  private static final int FIRST_RANDOM_PORT = 20_000;
  private static final int LAST_RANDOM_PORT = 60_000;

  private final Optional<InetSocketAddress> group;
  private final int gatewayPort;

  Upnp(Optional<InetSocketAddress> group, int gatewayPort) {
    this.group = group;
    this.gatewayPort = gatewayPort;
  }

  @Override
  public String name() {
    return "UPnP";
  }

  /** The first service that knows its external address: of several, one is in use. */
  @Override
  public Gateway find(Place place, int port) throws IOException {
    var failure = new IOException("no answer to the search for a UPnP router");
    for (URI description : Ssdp.search(place, group, gatewayPort)) {
      try {
        for (IgdService service : IgdService.read(place.local(), description, CALL)) {
          var router = new Router(place, port, service);
          if (router.knowsItsAddress(failure)) {
            return router;
          }
        }
      } catch (IOException e) {
        add(failure, e);
      }
    }
    throw failure;
  }

  /** One of several failures; an interrupt ends the search. */
  private static void add(IOException failure, IOException e) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw e;
    }
    failure.addSuppressed(e);
  }

  private static final class Router implements Gateway {
    private final Place place;
    private final int port;
    private final IgdService service;
    private volatile int mapped; // the external port that may be ours, 0 for none

    private Router(Place place, int port, IgdService service) {
      this.place = place;
      this.port = port;
      this.service = service;
    }

    private boolean knowsItsAddress(IOException failure) throws IOException {
      try {
        return !address(CALL).isAnyLocalAddress();
      } catch (IOException e) {
        Upnp.add(failure, e);
        return false;
      }
    }

    private Inet4Address address(Duration within) throws IOException {
      String text =
          call("GetExternalIPAddress", Map.of(), within).text("NewExternalIPAddress").orElse("");
      try {
        if (text.length() <= 15 && InetAddress.ofLiteral(text) instanceof Inet4Address address) {
          return address;
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("UPnP: the router does not tell its address", e);
      }
      throw new IOException("UPnP: the router does not tell its address");
    }

    private Element call(String action, Map<String, String> arguments, Duration within)
        throws IOException {
      return service.call(place.local(), action, arguments, within);
    }

    @Override
    public Grant map(int wanted, Duration within) throws IOException {
      Inet4Address address = address(CALL);
      int external = wanted;
      Duration lease = LEASE;
      for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
        try {
          add(external, lease);
          return Grant.of(address, external, LEASE);
        } catch (IgdService.Refusal e) {
          mapped = 0;
          switch (e.code()) {
            case CONFLICT, CONFLICT_WITH_OTHERS ->
                external =
                    RandomGenerator.getDefault().nextInt(FIRST_RANDOM_PORT, LAST_RANDOM_PORT);
            case ONLY_PERMANENT, INVALID_ARGUMENTS, ACTION_FAILED -> {
              if (lease.isZero()) {
                throw new RefusedByGatewayException(e);
              }
              lease = Duration.ZERO; // for ever: asked for again all the same, and given back
            }
            default -> throw new RefusedByGatewayException(e);
          }
        }
      }
      throw new RefusedByGatewayException("UPnP: the router maps none of several ports");
    }

    private void add(int external, Duration lease) throws IOException {
      Map<String, String> arguments = entry(external);
      arguments.put("NewInternalPort", Integer.toString(port));
      arguments.put("NewInternalClient", place.local().getHostAddress());
      arguments.put("NewEnabled", "1");
      arguments.put("NewPortMappingDescription", "connet");
      arguments.put("NewLeaseDuration", Long.toString(lease.toSeconds()));
      mapped = external;
      call("AddPortMapping", arguments, CALL);
    }

    private static Map<String, String> entry(int external) {
      Map<String, String> arguments = new LinkedHashMap<>();
      arguments.put("NewRemoteHost", "");
      arguments.put("NewExternalPort", Integer.toString(external));
      arguments.put("NewProtocol", "UDP");
      return arguments;
    }

    @Override
    public boolean holds(Grant grant) throws IOException {
      int external = grant.external().getPort();
      try {
        Element entry = call("GetSpecificPortMappingEntry", entry(external), CALL);
        return entry.text("NewInternalPort").orElse("").equals(Integer.toString(port))
            && entry.text("NewInternalClient").orElse("").equals(place.local().getHostAddress())
            && address(CALL).equals(grant.external().getAddress());
      } catch (IgdService.Refusal e) {
        return e.code() != NO_SUCH_ENTRY;
      }
    }

    @Override
    public void release() throws IOException {
      int external = mapped;
      if (external != 0) {
        call("DeletePortMapping", entry(external), RELEASE);
      }
    }
  }
}
