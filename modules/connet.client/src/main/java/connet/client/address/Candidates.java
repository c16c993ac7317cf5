package connet.client.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Which of the addresses that a peer announced are dialed, and in which order. */
public final class Candidates {
  /** More are left out: a peer has few addresses, and each costs a handshake. */
  public static final int MOST = 32;

  private Candidates() {}

  /**
   * The addresses worth dialing: those of our own networks first, else as announced, which is the
   * public one first.
   *
   * @param announced by the peer
   * @param own what we announce ourselves; only when a loopback address is among them, as it is
   *     when the control server runs on this machine, are loopback addresses dialed: else a peer
   *     could point us at our own services
   */
  public static List<InetSocketAddress> of(
      List<InetSocketAddress> announced, List<InetSocketAddress> own) {
    boolean loopback = own.stream().anyMatch(address -> address.getAddress().isLoopbackAddress());
    return announced.stream()
        .filter(address -> dialable(address, loopback))
        .distinct()
        .sorted(Comparator.comparing(address -> !near(address.getAddress(), own)))
        .limit(MOST)
        .toList();
  }

  private static boolean dialable(InetSocketAddress address, boolean loopback) {
    InetAddress ip = address.getAddress();
    return address.getPort() != 0
        && !ip.isAnyLocalAddress()
        && !ip.isMulticastAddress()
        && !ip.isLinkLocalAddress() // announced without the interface that it belongs to
        && !isBroadcast(ip)
        && (loopback || !ip.isLoopbackAddress());
  }

  private static boolean isBroadcast(InetAddress ip) {
    return ip instanceof Inet4Address
        && Arrays.equals(ip.getAddress(), new byte[] {-1, -1, -1, -1});
  }

  /** The usual size of a network: 24 bits of an IPv4 address, 64 of an IPv6 one. */
  private static boolean near(InetAddress ip, List<InetSocketAddress> own) {
    byte[] bytes = ip.getAddress();
    int prefix = bytes.length == 4 ? 3 : 8;
    return own.stream()
        .map(address -> address.getAddress().getAddress())
        .anyMatch(
            mine ->
                mine.length == bytes.length && Arrays.equals(mine, 0, prefix, bytes, 0, prefix));
  }
}
