package connet.app.role;

import connet.app.config.Address;
import connet.app.config.RelayConfig;
import connet.protocol.HostPort;
import connet.relay.RelayServer;
import connet.relay.RelaySettings;
import connet.transport.ServerTrust;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;

/** The relay as the program runs it. */
public final class RelayRole implements Role {
  private final RelayServer relay;

  private RelayRole(RelayServer relay) {
    this.relay = relay;
  }

  /**
   * Starts it.
   *
   * @throws StartException when the address is taken or the state folder cannot be used
   */
  public static RelayRole start(RelayConfig config, Host host) throws StartException, IOException {
    int port = config.address().getPort();
    Path folder = StateFolder.open(config.store(), "relay", port, host);
    Address control = config.control();
    return new RelayRole(
        start(
            new RelaySettings(
                config.address(),
                List.of(new HostPort(config.hostname(), port)),
                new HostPort(control.host(), control.port()),
                control.host(),
                new ServerTrust.Authorities(config.controlCas()),
                config.token(),
                folder,
                Version.text()),
            "addr"));
  }

  static RelayServer start(RelaySettings settings, String key) throws StartException, IOException {
    try {
      return RelayServer.start(settings);
    } catch (BindException e) {
      throw new StartException(
          e.getMessage() + "; choose another address with " + key + " or --" + key, e);
    }
  }

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public void close() {
    relay.close();
  }
}
