package connet.control;

import connet.transport.Identity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a control server is started with.
 *
 * @param address the UDP address for clients and relays; port 0 for any free one
 * @param relayAddress a second one for relays alone, which the existing network expects on port
 *     19189; null for none, and not used without relay tokens
 * @param identity the certificate that clients and relays check, whatever name they ask for
 * @param clientTokens admit clients; at least one, none of them blank
 * @param relayTokens admit relays; none if there are to be no relays
 * @param storeFolder holds what must outlive a restart; made for its owner alone when it is missing
 * @param endpointExpiry how long the endpoints of a lost connection, and a lost relay, are still
 *     told to others; zero to forget them at once
 * @param version of this program, for the log
 */
public record ControlSettings(
    InetSocketAddress address,
    @Nullable InetSocketAddress relayAddress,
    Identity identity,
    Set<String> clientTokens,
    Set<String> relayTokens,
    Path storeFolder,
    Duration endpointExpiry,
    String version) {
  /** The expiry of the existing network, 30 s. */
  public static final Duration DEFAULT_ENDPOINT_EXPIRY = Duration.ofSeconds(30);

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException when there is no client token, or a token is blank, or the
   *     expiry negative
   */
  public ControlSettings {
    clientTokens = Set.copyOf(clientTokens);
    relayTokens = Set.copyOf(relayTokens);
    if (clientTokens.isEmpty()) {
      throw new IllegalArgumentException("a control server without client tokens admits nobody");
    }
    if (clientTokens.stream().anyMatch(String::isBlank)
        || relayTokens.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a blank token would admit everybody");
    }
    if (endpointExpiry.isNegative()) {
      throw new IllegalArgumentException("the endpoint expiry must not be negative");
    }
  }

  /** Without the tokens and the key. */
  @Override
  public String toString() {
    return "ControlSettings[address="
        + address
        + ", relayAddress="
        + relayAddress
        + ", storeFolder="
        + storeFolder
        + ", endpointExpiry="
        + endpointExpiry
        + "]";
  }
}
