package connet.app.role;

import connet.app.config.ControlConfig;
import connet.control.ControlServer;
import connet.control.ControlSettings;
import connet.transport.Identity;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
    Identity identity = OwnCertificate.or(config.certificate(), folder, "localhost", host);
    ControlSettings settings =
        new ControlSettings(
            config.address(),
            relayAddress(config),
            identity,
            config.clientTokens(),
            config.relayTokens(),
            folder,
            ControlSettings.DEFAULT_ENDPOINT_EXPIRY,
            Version.text());
    return new ControlRole(start(settings, "addr"));
  }

  static ControlServer start(ControlSettings settings, String key)
      throws StartException, IOException {
    try {
      return ControlServer.start(settings);
    } catch (BindException e) {
      throw new StartException(
          e.getMessage() + "; choose another address with " + key + " or --" + key, e);
    }
  }

  /**
   * A second control server on one machine has another port for its clients, but the port for
   * relays can be told to nobody: it goes without, as relays are admitted on the first port too.
   */
  private static @Nullable InetSocketAddress relayAddress(ControlConfig config) {
    int port = config.address().getPort();
    if (config.relayTokens().isEmpty() || port == RELAY_PORT) {
      return null;
    }
    InetSocketAddress address = new InetSocketAddress(config.address().getAddress(), RELAY_PORT);
    if (port == DEFAULT_PORT || free(address)) {
      return address;
    }
    LOG.warn("UDP port {} is taken, relays are accepted at one address={}", RELAY_PORT, port);
    return null;
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
  public void close() {
    server.close();
  }
}
