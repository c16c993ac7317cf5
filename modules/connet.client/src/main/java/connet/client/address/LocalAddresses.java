package connet.client.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The addresses of this machine at which a peer might reach us. */
public final class LocalAddresses {
  private static final Comparator<InetAddress> IPV6_FIRST =
      Comparator.comparing(address -> address instanceof Inet4Address);

  private LocalAddresses() {}

  /** The addresses that peers may be told of, of all interfaces that are up; sorted. */
  public static List<InetAddress> read() throws SocketException {
    List<InetAddress> found = new ArrayList<>();
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      if (isUp(card)) {
        card.inetAddresses().forEach(found::add);
      }
    }
    return announceable(found);
  }

  /**
   * Those of some addresses that mean the same machine to others: no loopback, link-local,
   * multicast or wildcard ones. Each once and in an order that depends on nothing but the
   * addresses.
   */
  public static List<InetAddress> announceable(List<InetAddress> addresses) {
    return addresses.stream()
        .filter(LocalAddresses::announceable)
        .map(LocalAddresses::withoutScope)
        .distinct()
        .sorted(IPV6_FIRST.thenComparing(InetAddress::getHostAddress))
        .toList();
  }

  /**
   * What is announced: the address from which the control server sees us, the one that a router has
   * mapped, then each local one with the direct port.
   *
   * @param seen as the control server sees us, null when not known
   * @param mapped where a router passes on to us what arrives, null when none does
   * @param locals what {@link #read} has found
   * @param bound where our socket is bound; unless that is a wildcard address, it is the only local
   *     one that is announced
   */
  public static List<InetSocketAddress> announced(
      @Nullable InetSocketAddress seen,
      @Nullable InetSocketAddress mapped,
      List<InetAddress> locals,
      InetSocketAddress bound) {
    SequencedSet<InetSocketAddress> all = new LinkedHashSet<>();
    if (seen != null) {
      all.add(seen);
    }
    if (mapped != null) {
      all.add(mapped);
    }
    Stream<InetAddress> reachable =
        bound.getAddress().isAnyLocalAddress()
            ? locals.stream()
            : announceable(List.of(bound.getAddress())).stream();
    reachable.map(address -> new InetSocketAddress(address, bound.getPort())).forEach(all::add);
    return List.copyOf(all);
  }

  private static boolean isUp(NetworkInterface card) {
    try {
      return card.isUp();
    } catch (SocketException e) {
      return false; // has gone since it was listed
    }
  }

  private static boolean announceable(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && !address.isAnyLocalAddress();
  }

  /**
   * The name of our interface says nothing to others, and keeps equal addresses from being equal.
   */
  private static InetAddress withoutScope(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 16 bytes", e);
    }
  }
}
