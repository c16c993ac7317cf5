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
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    int port = config.address().getPort();
    Path folder = StateFolder.open(config.store(), "control", port, host);
    Identities identities = new Identities(folder, "localhost", host);
    ControlSettings settings =
        new ControlSettings(
            ingresses(config, identities),
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
      throw new StartException(e.getMessage() + "; choose another address with addr or --addr", e);
    }
  }

  private static List<ControlIngress> ingresses(ControlConfig config, Identities identities)
      throws StartException {
    List<Ingress> relays = config.relays();
    List<ControlIngress> ingresses = new ArrayList<>();
    for (Ingress each : config.clients()) {
      ingresses.add(ingress(each, identities, relays == null ? Audience.BOTH : Audience.CLIENTS));
    }
    if (relays == null) {
      addRelayPort(config, ingresses);
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
   * A second control server on one machine has another port for its clients, but the port for
   * relays can be told to nobody: it goes without, as relays are admitted on the first port too.
   */
  private static void addRelayPort(ControlConfig config, List<ControlIngress> ingresses) {
    ControlIngress first = ingresses.getFirst();
    int port = first.address().getPort();
    if (config.relayTokens().isEmpty() || port == RELAY_PORT) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(first.address().getAddress(), RELAY_PORT);
    if (port == DEFAULT_PORT || free(address)) {
      ingresses.add(
          new ControlIngress(address, first.identity(), AddressRules.NONE, Audience.RELAYS));
    } else {
      LOG.warn("UDP port {} is taken, relays are accepted at one address={}", RELAY_PORT, port);
    }
  }

  private static boolean free(InetSocketAddress address) {
    try (DatagramSocket socket = new DatagramSocket(address)) {
      return socket.isBound();
    } catch (SocketException e) {
      return false;
    }
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
