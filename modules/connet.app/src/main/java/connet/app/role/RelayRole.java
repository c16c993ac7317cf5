package connet.app.role;

import connet.app.config.Address;
import connet.app.config.Ingress;
import connet.app.config.RelayConfig;
import connet.app.status.ServerReport;
import connet.protocol.HostPort;
import connet.relay.RelayIngress;
import connet.relay.RelayServer;
import connet.relay.RelaySettings;
import connet.transport.ServerTrust;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The relay as the program runs it. */
public final class RelayRole implements Role {
  private final RelayServer relay;
  private final Address control;

  private RelayRole(RelayServer relay, Address control) {
    this.relay = relay;
    this.control = control;
  }

  /**
   * Starts it.
   *
   * @throws StartException when the address is taken or the state folder cannot be used
   */
  public static RelayRole start(RelayConfig config, Host host) throws StartException, IOException {
    Ports.check("", config.ingresses().stream().map(Ingress::address).toList(), "addr");
    int port = config.address().getPort();
    Path folder = StateFolder.open(config.store(), "relay", port, host);
    RelayServer relay =
        start(
            new RelaySettings(
                ingresses(config.ingresses()),
                config.control().stream()
                    .map(address -> new HostPort(address.host(), address.port()))
                    .toList(),
                config.controlName(),
                new ServerTrust.Authorities(config.controlCas()),
                config.handshakeTimeout(),
                config.token(),
                config.metadata(),
                folder,
                Version.text()),
            "addr");
    return new RelayRole(relay, config.control().getFirst());
  }

  static List<RelayIngress> ingresses(List<Ingress> configs) {
    return configs.stream()
        .map(each -> new RelayIngress(each.address(), each.publicAddresses(), each.addresses()))
        .toList();
  }

  static RelayServer start(RelaySettings settings, String key) throws StartException, IOException {
    try {
      return RelayServer.start(settings);
    } catch (BindException e) {
      throw Ports.taken(e, key);
    }
  }

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    return relay.awaitRegistered(timeout);
  }

  @Override
  public String state() throws InterruptedException {
    return state(relay, "the control server " + control);
  }

  static String state(RelayServer relay, String control) throws InterruptedException {
    if (relay.awaitRegistered(Duration.ZERO)) {
      return "relay registered at " + control;
    }
    return "relay not registered at " + control + relay.problem().map(why -> ": " + why).orElse("");
  }

  @Override
  public Map<String, Object> status() {
    return ServerReport.relay(relay.status(), control.toString());
  }

  @Override
  public void close() {
    relay.close();
  }
}
