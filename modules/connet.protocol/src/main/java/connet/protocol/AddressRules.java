package connet.protocol;

import java.net.InetAddress;
import java.util.List;

/**
 * Which source addresses are let in: what {@code deny} holds never is, else what {@code allow}
 * holds, and everybody else only when {@code allow} is empty.
 */
public record AddressRules(List<Cidr> allow, List<Cidr> deny) {
  /** Lets everybody in. */
  public static final AddressRules NONE = new AddressRules(List.of(), List.of());

  /** Takes copies. */
  public AddressRules {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /** Whether there is nothing to check. */
  public boolean isEmpty() {
    return allow.isEmpty() && deny.isEmpty();
  }

  /** Whether this address is let in. */
  public boolean allows(InetAddress address) {
    if (deny.stream().anyMatch(range -> range.contains(address))) {
      return false;
    }
    return allow.isEmpty() || allow.stream().anyMatch(range -> range.contains(address));
  }
}
