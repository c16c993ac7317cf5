package connet.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts handshakes that others have begun with us and not finished. A half-open connection costs
 * us about 20 KB for one packet of theirs, so there is a limit per source address and one in all,
 * and a lower mark from which sources must validate their address first. Used on the event loop
 * only.
 */
final class HalfOpen {
  /** In all: 1,500 of 20 KB are 30 MB. */
  static final int MAX = 1_500;

  /** Per address: many clients may join at once from behind one NAT. */
  static final int MAX_PER_ADDRESS = 500;

  /** From here on a Retry is sent first. */
  static final int RETRY_FROM = 100;

  private final Map<InetAddress, Integer> byAddress = new HashMap<>();
  private int count;

  boolean admits(InetAddress address) {
    return count < MAX && byAddress.getOrDefault(address, 0) < MAX_PER_ADDRESS;
  }

  boolean manyWaiting() {
    return count >= RETRY_FROM;
  }

  void began(InetAddress address) {
    count++;
    byAddress.merge(address, 1, Integer::sum);
  }

  void ended(InetAddress address) {
    count--;
    byAddress.computeIfPresent(address, (a, n) -> n > 1 ? n - 1 : null);
  }
}
