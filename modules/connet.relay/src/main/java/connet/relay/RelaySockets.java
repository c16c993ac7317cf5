package connet.relay;

import connet.protocol.Alpn;
import connet.protocol.HostPort;
import connet.transport.Addresses;
import connet.transport.ClientTrust;
import connet.transport.Identity;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a relay, one for each ingress, all on one event loop: a stream of one can be
 * joined with a stream of another.
 */
final class RelaySockets implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RelaySockets.class);

  private final List<QuicSocket> sockets = new ArrayList<>();
  private final List<QuicListener> listeners = new ArrayList<>();
  private final List<HostPort> publicAddresses = new ArrayList<>();

  private RelaySockets() {}

  /** Binds them all, or none. */
  static RelaySockets open(List<RelayIngress> ingresses, RelayIdentity identity)
      throws IOException {
    RelaySockets opened = new RelaySockets();
    boolean complete = false;
    try {
      for (RelayIngress ingress : ingresses) {
        opened.open(ingress, identity);
      }
      complete = true;
      return opened;
    } finally {
      if (!complete) {
        opened.close();
      }
    }
  }

  private void open(RelayIngress ingress, RelayIdentity identity) throws IOException {
    SocketSettings settings =
        SocketSettings.numbered(ingress.address(), identity.resetKey().toArray(), sockets.size());
    QuicSocket socket =
        sockets.isEmpty() ? QuicSocket.bind(settings) : sockets.getFirst().bindBeside(settings);
    sockets.add(socket);
    QuicListener listener =
        socket.listen(Alpn.Kind.CLIENT_RELAY.offered(), ingress.addresses()::allows);
    listener.serve(
        identity.serverName(),
        new Identity(List.of(identity.leaf().certificate()), identity.leaf().key()),
        new ClientTrust.Any());
    listeners.add(listener);
    List<HostPort> shown = ingress.publicAddresses(socket.localAddress().getPort());
    publicAddresses.addAll(shown);
    log.info(
        "relay listens address={} public={} transport={}",
        Addresses.show(socket.localAddress()),
        shown,
        socket.transportName());
  }

  /** In the order of the settings. */
  List<QuicSocket> all() {
    return List.copyOf(sockets);
  }

  /** Who accept clients. */
  List<QuicListener> listeners() {
    return List.copyOf(listeners);
  }

  /** Under which clients reach the relay, with the ports that were given. */
  List<HostPort> publicAddresses() {
    return List.copyOf(publicAddresses);
  }

  /** Where the first one is bound. */
  InetSocketAddress address() {
    return sockets.getFirst().localAddress();
  }

  /** The first one last: the event loop is its own. */
  @Override
  public void close() {
    listeners.forEach(QuicListener::close);
    sockets.reversed().forEach(QuicSocket::close);
  }
}
