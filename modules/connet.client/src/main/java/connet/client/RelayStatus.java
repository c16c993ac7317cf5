package connet.client;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A relay that the control server has offered to an endpoint, as it was when asked for.
 *
 * @param id what the control server calls it
 * @param addresses where it says it can be dialed
 * @param metadata what it says about itself
 * @param connection the other end of the connection to it; empty while there is none
 */
public record RelayStatus(
    String id, List<HostPort> addresses, String metadata, Optional<InetSocketAddress> connection) {
  /** Takes a copy. */
  public RelayStatus {
    addresses = List.copyOf(addresses);
  }
}
