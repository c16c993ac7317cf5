package connet.app.role;

import connet.app.config.ControlConfig;
import connet.app.config.Ingress;
import connet.app.status.ServerReport;
import connet.control.ControlIngress;
import connet.control.ControlIngress.Audience;
import connet.control.ControlServer;
import connet.control.ControlSettings;
import connet.protocol.AddressRules;
import connet.transport.Identity;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control server as the program runs it. */
public final class ControlRole implements Role {
  private static final Logger LOG = LoggerFactory.getLogger(ControlRole.class);

  /** Where the existing network's relays expect it; their clients are on the other port. */
  private static final int RELAY_PORT = 19_189;

  private static final int DEFAULT_PORT = 19_190;

  private final ControlServer server;

  private ControlRole(ControlServer server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @throws StartException when an address is taken or the state folder cannot be used
   */
  public static ControlRole start(ControlConfig config, Host host)
      throws StartException, IOException {
    Optional<InetSocketAddress> relayPort = relayPort(config);
    checkPorts(config, relayPort);
    int port = config.address().getPort();
    Path folder = StateFolder.open(config.store(), "control", port, host);
    Identities identities = new Identities(folder, "localhost", host);
    ControlSettings settings =
        new ControlSettings(
            ingresses(config, relayPort, identities),
            config.clientTokens(),
            config.relayTokens(),
            folder,
            config.endpointExpiry(),
            Version.text());
    return new ControlRole(start(settings));
  }

  static ControlServer start(ControlSettings settings) throws StartException, IOException {
    try {
      return ControlServer.start(settings);
    } catch (BindException e) {
      throw Ports.taken(e, "addr");
    }
  }

  private static void checkPorts(ControlConfig config, Optional<InetSocketAddress> relayPort)
      throws StartException {
    List<Ingress> relays = config.relays() == null ? List.of() : config.relays();
    Ports.check("", config.clients().stream().map(Ingress::address).toList(), "addr");
    Ports.check(
        "cannot listen for relays: ",
        Stream.concat(relays.stream().map(Ingress::address), relayPort.stream()).toList(),
        "addr");
  }

  private static List<ControlIngress> ingresses(
      ControlConfig config, Optional<InetSocketAddress> relayPort, Identities identities)
      throws StartException {
    List<Ingress> relays = config.relays();
    List<ControlIngress> ingresses = new ArrayList<>();
    for (Ingress each : config.clients()) {
      ingresses.add(ingress(each, identities, relays == null ? Audience.BOTH : Audience.CLIENTS));
    }
    if (relays == null) {
      Identity first = ingresses.getFirst().identity();
      relayPort.ifPresent(
          address ->
              ingresses.add(
                  new ControlIngress(address, first, AddressRules.NONE, Audience.RELAYS)));
      return ingresses;
    }
    for (Ingress each : relays) {
      ingresses.add(ingress(each, identities, Audience.RELAYS));
    }
    return ingresses;
  }

  static ControlIngress ingress(Ingress config, Identities identities, Audience audience)
      throws StartException {
    Identity identity = identities.or(config.certificate());
    return new ControlIngress(config.address(), identity, config.addresses(), audience);
  }

  /**
   * Where the existing network's relays are accepted besides. A second control server on one
   * machine has another port for its clients, but the port for relays can be told to nobody: it
   * goes without, as relays are admitted on the first port too.
   */
  private static Optional<InetSocketAddress> relayPort(ControlConfig config) {
    InetSocketAddress first = config.address();
    int port = first.getPort();
    if (config.relays() != null || config.relayTokens().isEmpty() || port == RELAY_PORT) {
      return Optional.empty();
    }
    InetSocketAddress address = new InetSocketAddress(first.getAddress(), RELAY_PORT);
    if (port == DEFAULT_PORT || Ports.free(address)) {
      return Optional.of(address);
    }
    LOG.warn(
        "UDP port {} is taken, relays are accepted at the other one alone port={}",
        RELAY_PORT,
        port);
    return Optional.empty();
  }

  @Override
  public String name() {
    return "control server";
  }

  @Override
  public boolean awaitReady(Duration timeout) {
    return true;
  }

  @Override
  public String state() {
    return state(server);
  }

  static String state(ControlServer server) {
    return "listening at UDP " + server.address().getPort();
  }

  @Override
  public Map<String, Object> status() {
    return ServerReport.control(server.status());
  }

  @Override
  public void close() {
    server.close();
  }
}
