package connet.app.role;

import connet.app.config.Ingress;
import connet.app.config.ServerConfig;
import connet.app.status.ServerReport;
import connet.control.ControlIngress;
import connet.control.ControlIngress.Audience;
import connet.control.ControlServer;
import connet.control.ControlSettings;
import connet.protocol.AddressRules;
import connet.protocol.HostPort;
import connet.protocol.Ids;
import connet.relay.RelayServer;
import connet.relay.RelaySettings;
import connet.transport.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A control server and a relay in one process. */
public final class ServerRole implements Role {
  /** What the existing network's servers say of theirs. */
  private static final String RELAY_METADATA = "embedded relay";

  private final ControlServer control;
  private final RelayServer relay;
  private final HostPort dialed;

  private ServerRole(ControlServer control, RelayServer relay, HostPort dialed) {
    this.control = control;
    this.relay = relay;
    this.dialed = dialed;
  }

  /**
   * Starts both, with the state folder and the certificate of the configuration or else of the
   * user.
   *
   * @throws StartException when an address is taken or the state folder cannot be used
   */
  public static ServerRole start(ServerConfig config, Host host)
      throws StartException, IOException {
    Ports.check("", config.ingresses().stream().map(Ingress::address).toList(), "addr");
    Ports.check("", config.relayIngresses().stream().map(Ingress::address).toList(), "relay-addr");
    int port = config.address().getPort();
    Path folder = StateFolder.open(config.store(), "server", port, host);
    return start(config, folder, host);
  }

  /** Starts both in a folder, the relay with a token that nobody else ever knows. */
  public static ServerRole start(ServerConfig config, Path folder, Host host)
      throws StartException, IOException {
    List<ControlIngress> ingresses =
        ingresses(config, new Identities(folder, config.hostname(), host));
    String relayToken = Ids.random();
    ControlServer control =
        ControlRole.start(
            new ControlSettings(
                ingresses,
                config.tokens(),
                Map.of(relayToken, AddressRules.NONE),
                folder.resolve("control"),
                config.endpointExpiry(),
                Version.text()));
    boolean started = false;
    try {
      X509Certificate own = ingresses.getLast().identity().leaf();
      HostPort dialed = dialed(control, ingresses);
      RelayServer relay =
          RelayRole.start(
              new RelaySettings(
                  RelayRole.ingresses(config.relayIngresses()),
                  List.of(dialed),
                  dialedName(own),
                  trust(own),
                  RelaySettings.DEFAULT_HANDSHAKE_TIMEOUT,
                  relayToken,
                  RELAY_METADATA,
                  folder.resolve("relay"),
                  Version.text()),
              "relay-addr");
      started = true;
      return new ServerRole(control, relay, dialed);
    } catch (CertificateParsingException e) {
      throw new StartException("the certificate cannot be read: " + e.getMessage(), e);
    } finally {
      if (!started) {
        control.close();
      }
    }
  }

  /**
   * Where clients are served, and the relay too: at the only address if anybody may connect there,
   * else at one of its own that nobody else reaches.
   */
  private static List<ControlIngress> ingresses(ServerConfig config, Identities identities)
      throws StartException {
    boolean shared =
        config.ingresses().size() == 1 && config.ingresses().getFirst().addresses().isEmpty();
    List<ControlIngress> ingresses = new ArrayList<>();
    for (Ingress each : config.ingresses()) {
      ingresses.add(
          ControlRole.ingress(each, identities, shared ? Audience.BOTH : Audience.CLIENTS));
    }
    if (!shared) {
      ingresses.add(
          new ControlIngress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              ingresses.getFirst().identity(),
              AddressRules.NONE,
              Audience.RELAYS));
    }
    return ingresses;
  }

  /** How the relay reaches the control server without leaving the machine. */
  private static HostPort dialed(ControlServer control, List<ControlIngress> ingresses) {
    InetSocketAddress listening = control.addresses().get(ingresses.size() - 1);
    InetAddress address = listening.getAddress();
    InetAddress dialed = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    return new HostPort(dialed.getHostAddress(), listening.getPort());
  }

  /**
   * Exactly our own certificate. One that says nothing of its use, as simple tools make them,
   * cannot be pinned; it is then the only authority, and must bear the name that is asked for.
   */
  private static ServerTrust trust(X509Certificate own) throws CertificateParsingException {
    return own.getExtendedKeyUsage() == null
        ? new ServerTrust.Authorities(List.of(own))
        : new ServerTrust.Pinned(own);
  }

  private static String dialedName(X509Certificate own) throws CertificateParsingException {
    return CertificateNames.of(own).stream().findFirst().orElse("localhost");
  }

  @Override
  public String name() {
    return "server";
  }

  /** Where clients reach the control server. */
  public InetSocketAddress address() {
    return control.address();
  }

  /** The relay. */
  public RelayServer relay() {
    return relay;
  }

  @Override
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    return relay.awaitRegistered(timeout);
  }

  @Override
  public String state() throws InterruptedException {
    return ControlRole.state(control) + "; " + RelayRole.state(relay, "it");
  }

  @Override
  public Map<String, Object> status() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("control", ServerReport.control(control.status()));
    report.put("relay", ServerReport.relay(relay.status(), dialed.toString()));
    return report;
  }

  /** The relay first, so that it can take back its registration. */
  @Override
  public void close() {
    try {
      relay.close();
    } finally {
      control.close();
    }
  }
}
