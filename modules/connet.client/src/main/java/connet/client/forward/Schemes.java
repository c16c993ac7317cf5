package connet.client.forward;

import connet.protocol.EncryptionScheme;
import java.util.Collection;
import java.util.stream.Collectors;

/** Relay encryptions in the words of the configuration. */
final class Schemes {
  private Schemes() {}

  static String name(int scheme) {
    return switch (scheme) {
      case EncryptionScheme.NONE -> "none";
      case EncryptionScheme.TLS -> "tls";
      case EncryptionScheme.DHXCP -> "dhxcp";
      default -> "number " + scheme;
    };
  }

  /** An empty list stands for none alone. */
  static String names(Collection<Integer> schemes) {
    return schemes.isEmpty()
        ? name(EncryptionScheme.NONE)
        : schemes.stream().map(Schemes::name).collect(Collectors.joining(", "));
  }
}
