package connet.client.portmap;

import connet.client.task.Watched;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for what a router tells everybody when it has begun anew or has another address: RFC
 * 6886, section 3.2.1 and RFC 6887, section 14.1. What it says is not believed, since anybody can
 * say it: it is the reason to ask the router.
 */
final class Announcements {
  /** Where they are sent, in the group of all machines of a network. */
  static final int PORT = 5350;

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
  private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.1");

  /** Routers repeat themselves, and whoever plays one must not make us ask all the time. */
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

  private static final int LARGEST = 1100;
  private static final int NAT_PMP_ADDRESS = 128;
  private static final int PCP_ANNOUNCE = 128;

  private final Place place;
  private final int port;
  private final Watched<Long> nudges;

  Announcements(Place place, int port, Watched<Long> nudges) {
    this.place = place;
    this.port = port;
    this.nudges = nudges;
  }

  /**
   * Listens until interrupted; ends at once where another program has taken the port for itself.
   */
  void run() throws IOException, InterruptedException {
    try (var socket = new MulticastSocket(port)) {
      join(socket);
      var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      while (true) {
        packet.setLength(LARGEST);
        socket.receive(packet);
        if (packet.getAddress().equals(place.gateway()) && isAnnouncement(packet)) {
          LOG.debug("a router announces itself router={}", place.gateway().getHostAddress());
          nudges.update(count -> count + 1);
          Thread.sleep(AT_MOST_EVERY);
        }
      }
    }
  }

  private void join(MulticastSocket socket) throws IOException {
    NetworkInterface card = NetworkInterface.getByInetAddress(place.local());
    if (card != null && card.supportsMulticast()) {
      socket.joinGroup(new InetSocketAddress(GROUP, port), card);
    }
  }

  private static boolean isAnnouncement(DatagramPacket packet) {
    byte[] data = packet.getData();
    int kind = data[1] & 0xff;
    return switch (packet.getLength()) {
      case 12 -> data[0] == 0 && kind == NAT_PMP_ADDRESS;
      case 24 -> data[0] == 2 && kind == PCP_ANNOUNCE;
      default -> false;
    };
  }
}
