package connet.relay;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Counts the connections that have not shown a ticket yet. Anybody can open those, so nobody may
 * hold many of them. Thread-safe.
 */
final class PendingClients {
  private static final int NETWORK_BYTES = 8;

  private final int most;
  private final int mostPerAddress;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int all;

  PendingClients(int most, int mostPerAddress) {
    this.most = most;
    this.mostPerAddress = mostPerAddress;
  }

  /** Counts one more, to be given back by {@link #leave}; false when there are too many. */
  synchronized boolean enter(InetAddress address) {
    String from = holder(address);
    int already = byAddress.getOrDefault(from, 0);
    if (all >= most || already >= mostPerAddress) {
      return false;
    }
    byAddress.put(from, already + 1);
    all++;
    return true;
  }

  synchronized void leave(InetAddress address) {
    byAddress.computeIfPresent(holder(address), (from, count) -> count == 1 ? null : count - 1);
    all--;
  }

  /** A holder of one IPv6 address usually holds the 2^64 of its network. */
  private static String holder(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(bytes, 0, address instanceof Inet6Address ? NETWORK_BYTES : bytes.length);
  }
}
