package connet.app.config;

import connet.client.Route;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code connet} runs by.
 *
 * @param server the control server
 * @param serverCas what its certificate is checked against; empty for the system's authorities
 * @param token a secret
 * @param direct where the UDP socket is bound
 */
public record ClientConfig(
    Address server,
    List<X509Certificate> serverCas,
    String token,
    InetSocketAddress direct,
    List<Destination> destinations,
    List<Source> sources) {
  /** A service to offer. */
  public record Destination(String name, Address service, Route route) {}

  /** A TCP address at which a destination of the same name is reached. */
  public record Source(String name, InetSocketAddress address, Route route) {}

  /**
   * Reads the configuration of a client.
   *
   * @throws ConfigException for everything that is wrong with it
   */
  public static ClientConfig read(Values values, Map<String, String> environment, Problems problems)
      throws ConfigException {
    Reading reading = new Reading(values, environment, problems);
    ClientConfig config =
        new ClientConfig(
            values.or(Keys.CLIENT_SERVER).value(),
            reading.authorities(Keys.CLIENT_SERVER_CAS),
            reading.clientToken(),
            reading.local(values.or(Keys.CLIENT_DIRECT)),
            destinations(reading),
            sources(reading));
    if (values.named(Keys.DESTINATIONS).isEmpty() && values.named(Keys.SOURCES).isEmpty()) {
      problems.addLine(
          "nothing to do: set [client.destinations.NAME] or [client.sources.NAME], or --dst-name"
              + " and --dst-addr, or --src-name and --src-addr");
    }
    problems.check();
    return config;
  }

  private static List<Destination> destinations(Reading reading) {
    List<Destination> destinations = new ArrayList<>();
    Values values = reading.values();
    values
        .named(Keys.DESTINATIONS)
        .forEach(
            (name, origin) -> {
              List<String> table = Layer.child(Keys.DESTINATIONS, name);
              Setting<Address> service = values.get(table, Keys.DESTINATION_ADDR);
              if (service == null) {
                noAddress(origin, "--dst-addr", "localhost:3000", reading.problems());
              } else {
                Route route = values.or(table, Keys.DESTINATION_ROUTE).value();
                destinations.add(new Destination(name, service.value(), route));
              }
            });
    return List.copyOf(destinations);
  }

  private static List<Source> sources(Reading reading) {
    List<Source> sources = new ArrayList<>();
    Values values = reading.values();
    Map<InetSocketAddress, Origin> taken = new HashMap<>();
    values
        .named(Keys.SOURCES)
        .forEach(
            (name, origin) -> {
              List<String> table = Layer.child(Keys.SOURCES, name);
              Setting<Address> address = values.get(table, Keys.SOURCE_ADDR);
              if (address == null) {
                noAddress(origin, "--src-addr", ":8000", reading.problems());
                return;
              }
              InetSocketAddress local = reading.local(address);
              Origin other = local.getPort() == 0 ? null : taken.put(local, address.origin());
              if (other != null) {
                reading.problems().add(address.origin(), "is taken by " + other.where());
              }
              Route route = values.or(table, Keys.SOURCE_ROUTE).value();
              sources.add(new Source(name, local, route));
            });
    return List.copyOf(sources);
  }

  private static void noAddress(Origin origin, String flag, String example, Problems problems) {
    String remedy = origin instanceof Origin.Flag ? flag : "addr = \"" + example + "\"";
    problems.add(origin, "has no address, add " + remedy);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ClientConfig[server=" + server + ", direct=" + direct + "]";
  }
}
