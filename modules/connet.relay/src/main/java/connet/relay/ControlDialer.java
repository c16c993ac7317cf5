package connet.relay;

import connet.protocol.Alpn;
import connet.protocol.HostPort;
import connet.transport.DialSettings;
import connet.transport.QuicConnection;
import connet.transport.QuicSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Dials the control server from the sockets on which clients are accepted. Used by one thread. */
final class ControlDialer {
  private final RelaySettings settings;
  private final List<QuicSocket> sockets;
  private List<HostPort> addresses;
  private int attempts;

  ControlDialer(RelaySettings settings, List<QuicSocket> sockets) {
    this.settings = settings;
    this.sockets = sockets;
    this.addresses = settings.controlAddresses();
  }

  /** The addresses that are tried: all, until one of them has answered. */
  List<HostPort> addresses() {
    return addresses;
  }

  /** Dials all addresses from one socket; the next attempt is made from the next socket. */
  QuicConnection dial() throws IOException {
    QuicSocket socket = sockets.get(attempts++ % sockets.size());
    IOException last = new UnknownHostException("it has no address");
    for (HostPort control : addresses) {
      try {
        QuicConnection connection = dial(socket, control);
        addresses = List.of(control);
        return connection;
      } catch (IOException e) {
        last = e;
      }
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    throw last;
  }

  private QuicConnection dial(QuicSocket socket, HostPort control) throws IOException {
    IOException last = new UnknownHostException("it has no address");
    for (InetAddress address : InetAddress.getAllByName(control.host())) {
      try {
        return socket.dial(
            new DialSettings(
                new InetSocketAddress(address, control.port()),
                settings.controlServerName(),
                Alpn.Kind.RELAY_CONTROL.offered(),
                null,
                settings.controlTrust(),
                settings.handshakeTimeout()));
      } catch (IOException e) {
        last = e;
      }
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    throw last;
  }
}
