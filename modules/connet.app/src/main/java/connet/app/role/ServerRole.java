package connet.app.role;

import connet.app.config.ServerConfig;
import connet.control.ControlServer;
import connet.control.ControlSettings;
import connet.protocol.HostPort;
import connet.protocol.Ids;
import connet.relay.RelayServer;
import connet.relay.RelaySettings;
import connet.transport.Identity;
import connet.transport.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** A control server and a relay in one process. */
public final class ServerRole implements Role {
  private final ControlServer control;
  private final RelayServer relay;

  private ServerRole(ControlServer control, RelayServer relay) {
    this.control = control;
    this.relay = relay;
  }

  /**
   * Starts both, with the state folder and the certificate of the configuration or else of the
   * user.
   *
   * @throws StartException when an address is taken or the state folder cannot be used
   */
  public static ServerRole start(ServerConfig config, Host host)
      throws StartException, IOException {
    int port = config.address().getPort();
    Path folder = StateFolder.open(config.store(), "server", port, host);
    Identity identity =
        OwnCertificate.or(config.certificate(), folder, config.relayHostname(), host);
    return start(config, identity, folder);
  }

  /** Starts both with a certificate, the relay with a token that nobody else ever knows. */
  public static ServerRole start(ServerConfig config, Identity identity, Path folder)
      throws StartException, IOException {
    String relayToken = Ids.random();
    ControlServer control =
        ControlRole.start(
            new ControlSettings(
                config.address(),
                null,
                identity,
                config.tokens(),
                Set.of(relayToken),
                folder.resolve("control"),
                ControlSettings.DEFAULT_ENDPOINT_EXPIRY,
                Version.text()),
            "addr");
    boolean started = false;
    try {
      int relayPort = config.relayAddress().getPort();
      RelayServer relay =
          RelayRole.start(
              new RelaySettings(
                  config.relayAddress(),
                  List.of(new HostPort(config.relayHostname(), relayPort)),
                  dialed(control.address()),
                  dialedName(identity.leaf()),
                  trust(identity.leaf()),
                  relayToken,
                  folder.resolve("relay"),
                  Version.text()),
              "relay-addr");
      started = true;
      return new ServerRole(control, relay);
    } catch (CertificateParsingException e) {
      throw new StartException("the certificate cannot be read: " + e.getMessage(), e);
    } finally {
      if (!started) {
        control.close();
      }
    }
  }

  /** How the relay reaches the control server without leaving the machine. */
  private static HostPort dialed(InetSocketAddress listening) {
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
