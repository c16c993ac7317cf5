package connet.client;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** What settings of both roles must satisfy. */
final class Checks {
  private Checks() {}

  /** A copy in which each stands once. */
  static List<RelayEncryption> encryptions(List<RelayEncryption> allowed) {
    if (allowed.isEmpty()) {
      throw new IllegalArgumentException("no relay encryption is allowed, list at least one");
    }
    return List.copyOf(EnumSet.copyOf(allowed));
  }

  static void dialTimeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("dial timeout " + timeout);
    }
  }
}
