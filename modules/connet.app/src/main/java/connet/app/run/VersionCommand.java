package connet.app.run;

import connet.app.config.Keys;
import connet.app.logging.Logging;
import connet.app.role.Host;
import connet.app.role.Version;
import connet.transport.QuicSocket;
import connet.transport.QuicSupport;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Prints which connet this is and what it runs on. */
final class VersionCommand {
  private VersionCommand() {}

  static int run(Host host) throws IOException {
    Logging.start(Keys.Level.ERROR, Keys.Format.TEXT);
    host.out().println("connet " + Version.text());
    host.out().println("Java " + Runtime.version());
    host.out().println("QUIC " + (QuicSupport.available() ? "over " + transport() : "unavailable"));
    return Program.GOOD;
  }

  private static String transport() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (QuicSocket socket = QuicSocket.bind(SocketSettings.at(anyPort))) {
      return socket.transportName();
    }
  }
}
