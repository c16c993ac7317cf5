package connet.client.portmap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import connet.transport.Addresses;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search for routers that speak UPnP: section 1.3 of the UPnP Device Architecture. Both
 * everybody in the network and the default gateway alone are asked, as some routers answer only one
 * of the two.
 */
final class Ssdp {
  /** Where routers listen. */
  static final int PORT = 1900;

  private static final Logger LOG = LoggerFactory.getLogger(Ssdp.class);
  private static final List<String> WANTED =
      List.of(
          "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
          "urn:schemas-upnp-org:device:InternetGatewayDevice:2");

  private static final int ROUNDS = 3;

  /** Answers come within a second, as the request says. */
  private static final Duration ROUND = Duration.ofMillis(1_500);

  private static final int LARGEST = 2_048;
  private static final int MOST_FOUND = 4;

  private final Place place;
  private final List<InetSocketAddress> asked;

  private Ssdp(Place place, List<InetSocketAddress> asked) {
    this.place = place;
    this.asked = asked;
  }

  /**
   * Where routers say that their description is, the default gateway's first; empty when nobody
   * answers. Takes five seconds at most.
   *
   * @param group asked beside the gateway, if there is any
   * @param port of the gateway
   */
  static List<URI> search(Place place, Optional<InetSocketAddress> group, int port)
      throws IOException {
    List<InetSocketAddress> asked =
        Stream.concat(Stream.of(new InetSocketAddress(place.gateway(), port)), group.stream())
            .toList();
    return new Ssdp(place, asked).search();
  }

  private List<URI> search() throws IOException {
    try (var socket = new DatagramSocket(new InetSocketAddress(place.local(), 0))) {
      NetworkInterface card = NetworkInterface.getByInetAddress(place.local());
      if (card != null) {
        socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, card);
      }
      socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 2);
      SequencedSet<URI> found = new LinkedHashSet<>();
      for (int round = 0; round < ROUNDS && found.isEmpty(); round++) {
        send(socket);
        collect(socket, found);
      }
      return List.copyOf(found);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      throw e;
    }
  }

  /**
   * Where there is no way to everybody there may be one to the gateway, and the other way round.
   */
  private void send(DatagramSocket socket) throws IOException {
    for (InetSocketAddress address : asked) {
      try {
        send(socket, address);
      } catch (IOException e) {
        if (socket.isClosed()) {
          throw e;
        }
        LOG.debug(
            "cannot search for UPnP routers address={} why={}",
            Addresses.show(address),
            e.getMessage());
      }
    }
  }

  private static void send(DatagramSocket socket, InetSocketAddress address) throws IOException {
    for (String target : WANTED) {
      String request =
          "M-SEARCH * HTTP/1.1\r\nHOST: "
              + address.getAddress().getHostAddress()
              + ":"
              + address.getPort()
              + "\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: "
              + target
              + "\r\n\r\n";
      byte[] bytes = request.getBytes(ISO_8859_1);
      socket.send(new DatagramPacket(bytes, bytes.length, address));
    }
  }

  /** Until the time is up, the gateway itself has answered, or there are enough. */
  private void collect(DatagramSocket socket, SequencedSet<URI> found) throws IOException {
    long end = System.nanoTime() + ROUND.toNanos();
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (found.size() < MOST_FOUND) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        return;
      }
      socket.setSoTimeout((int) left);
      packet.setLength(LARGEST);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return;
      }
      InetAddress sender = packet.getAddress();
      String text = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
      Optional<URI> location = location(text, sender);
      if (location.isPresent() && sender.equals(place.gateway())) {
        found.addFirst(location.get());
        return;
      }
      if (location.isPresent() && near(sender)) {
        found.add(location.get());
      }
    }
  }

  private static boolean near(InetAddress sender) {
    return sender instanceof Inet4Address && sender.isSiteLocalAddress();
  }

  /** Where the description is, which must be at the machine that answers. */
  static Optional<URI> location(String answer, InetAddress sender) {
    String[] lines = answer.split("\r?\n", 64);
    if (!lines[0].matches("HTTP/1\\.[01] 200( .*)?")) {
      return Optional.empty();
    }
    for (String line : lines) {
      if (line.toLowerCase(Locale.ROOT).startsWith("location:")) {
        return at(line.substring("location:".length()).strip(), sender);
      }
    }
    return Optional.empty();
  }

  private static Optional<URI> at(String location, InetAddress sender) {
    try {
      URI uri = URI.create(location);
      return "http".equalsIgnoreCase(uri.getScheme())
              && sender.getHostAddress().equals(uri.getHost())
              && uri.getPort() != 0
              && uri.getPort() <= 0xffff
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      LOG.debug("a UPnP router tells a broken address router={}", sender.getHostAddress());
      return Optional.empty();
    }
  }
}
