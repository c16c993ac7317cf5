package connet.control;

import connet.control.ControlIngress.Audience;
import connet.control.session.SessionLimits;
import connet.protocol.AddressRules;
import connet.protocol.Leaf;
import connet.protocol.SelfSigned;
import connet.transport.DialSettings;
import connet.transport.Identity;
import connet.transport.QuicConnection;
import connet.transport.QuicSocket;
import connet.transport.ServerTrust;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A control server on loopback that can be restarted, and the socket from which a test's clients
 * and relays dial it.
 */
final class TestServer implements AutoCloseable {
  static final String CLIENT_TOKEN = "client token";
  static final String RELAY_TOKEN = "relay token";
  static final InetSocketAddress ANY_PORT = loopback(0);

  private final Path folder;
  private final SessionLimits limits;
  private final Duration expiry;
  private final Leaf identity = SelfSigned.forHosts(List.of("localhost"), Instant.now());
  private final QuicSocket socket;
  private ControlServer server;

  TestServer(Path folder) throws IOException {
    this(folder, SessionLimits.standard(), Duration.ofSeconds(30));
  }

  TestServer(Path folder, SessionLimits limits, Duration expiry) throws IOException {
    this.folder = folder;
    this.limits = limits;
    this.expiry = expiry;
    server = ControlServer.start(settings(ANY_PORT, null), limits);
    socket = QuicSocket.bind(SocketSettings.at(ANY_PORT));
  }

  ControlServer server() {
    return server;
  }

  ControlSettings settings(InetSocketAddress address, @Nullable InetSocketAddress relayAddress) {
    List<ControlIngress> ingresses =
        new ArrayList<>(List.of(ingress(address, AddressRules.NONE, Audience.BOTH)));
    if (relayAddress != null) {
      ingresses.add(ingress(relayAddress, AddressRules.NONE, Audience.RELAYS));
    }
    return settings(
        ingresses, TokenRules.unrestricted(List.of("another token", CLIENT_TOKEN)), folder);
  }

  /** The same with other addresses and clients, in another folder. */
  ControlSettings settings(
      List<ControlIngress> ingresses, Map<String, TokenRules> clientTokens, Path otherFolder) {
    return new ControlSettings(
        ingresses,
        clientTokens,
        Map.of(RELAY_TOKEN, AddressRules.NONE),
        otherFolder,
        expiry,
        "test");
  }

  /** An address with the certificate that {@link #dial} trusts. */
  ControlIngress ingress(InetSocketAddress address, AddressRules addresses, Audience audience) {
    return new ControlIngress(
        address,
        new Identity(List.of(identity.certificate()), identity.key()),
        addresses,
        audience);
  }

  /** Starts the server again at the same port. */
  void restart() throws IOException {
    InetSocketAddress address = server.address();
    server.close();
    server = ControlServer.start(settings(address, null), limits);
  }

  /** A connection on which nothing has been said yet. */
  QuicConnection dial(String alpn) throws IOException {
    return dial(alpn, server.address());
  }

  QuicConnection dial(String alpn, InetSocketAddress address) throws IOException {
    return socket.dial(
        new DialSettings(
            address,
            "localhost",
            List.of(alpn),
            null,
            new ServerTrust.Authorities(List.of(identity.certificate())),
            Duration.ofSeconds(5)));
  }

  InetSocketAddress clientAddress() {
    return socket.localAddress();
  }

  @Override
  public void close() {
    socket.close();
    server.close();
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }
}
