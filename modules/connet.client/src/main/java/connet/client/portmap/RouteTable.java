package connet.client.portmap;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Default gateways in the ways in which systems write down their routes. */
final class RouteTable {
  /** RTF_UP and RTF_GATEWAY of linux/route.h. */
  private static final int USABLE = 0x1 | 0x2;

  private record Route(Inet4Address gateway, int metric) {}

  private RouteTable() {}

  /**
   * Of {@code /proc/net/route}: a heading, then interface, destination, gateway, flags, two
   * counters, metric, mask, with numbers in the byte order of the machine.
   */
  static Optional<Inet4Address> ofLinux(List<String> lines) {
    return best(lines.stream().skip(1).map(RouteTable::linuxRoute));
  }

  private static @Nullable Route linuxRoute(String line) {
    String[] words = words(line);
    if (words.length < 8 || !zero(words[1]) || !zero(words[7])) {
      return null;
    }
    try {
      int flags = Integer.parseInt(words[3], 16);
      int gateway = Integer.parseUnsignedInt(words[2], 16);
      byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(gateway).array();
      return (flags & USABLE) == USABLE
          ? new Route(address(bytes), Integer.parseInt(words[6]))
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean zero(String hex) {
    return hex.equals("00000000");
  }

  /** Of {@code netstat -rn -f inet}: destination, gateway and more, the best default first. */
  static Optional<Inet4Address> ofBsd(List<String> lines) {
    return best(
        lines.stream()
            .map(RouteTable::words)
            .filter(words -> words.length >= 2)
            .filter(words -> words[0].equals("default") || words[0].equals("0.0.0.0/0"))
            .map(words -> route(words[1], 0)));
  }

  /** Of {@code route print}: destination, mask, gateway, interface, metric. */
  static Optional<Inet4Address> ofWindows(List<String> lines) {
    return best(
        lines.stream()
            .map(RouteTable::words)
            .filter(words -> words.length == 5)
            .filter(words -> words[0].equals("0.0.0.0") && words[1].equals("0.0.0.0"))
            .filter(words -> words[4].matches("[0-9]{1,8}"))
            .map(words -> route(words[2], Integer.parseInt(words[4]))));
  }

  private static @Nullable Route route(String gateway, int metric) {
    String[] parts = gateway.split("\\.", -1);
    if (parts.length != 4 || !Arrays.stream(parts).allMatch(part -> part.matches("[0-9]{1,3}"))) {
      return null; // the name of an interface: there is no router behind it
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int value = Integer.parseInt(parts[i]);
      if (value > 255) {
        return null;
      }
      bytes[i] = (byte) value;
    }
    return new Route(address(bytes), metric);
  }

  private static Optional<Inet4Address> best(Stream<@Nullable Route> routes) {
    return routes
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .filter(route -> !route.gateway().isAnyLocalAddress())
        .min(Comparator.comparingInt(Route::metric))
        .map(Route::gateway);
  }

  private static String[] words(String line) {
    return line.strip().split("\\s+");
  }

  private static Inet4Address address(byte[] bytes) {
    try {
      return (Inet4Address) InetAddress.getByAddress(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("an address of 4 bytes", e);
    }
  }
}
