package connet.control;

import connet.protocol.AddressRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a control server is started with.
 *
 * @param ingresses where it listens, at least one
 * @param clientTokens admit clients; at least one, none of them blank
 * @param relayTokens admit relays, each from some addresses; none if there are to be no relays
 * @param storeFolder holds what must outlive a restart; made for its owner alone when it is missing
 * @param endpointExpiry how long the endpoints of a lost connection, and a lost relay, are still
 *     told to others; zero to forget them at once
 * @param version of this program, for the log
 */
public record ControlSettings(
    List<ControlIngress> ingresses,
    Map<String, TokenRules> clientTokens,
    Map<String, AddressRules> relayTokens,
    Path storeFolder,
    Duration endpointExpiry,
    String version) {
  /** The expiry of the existing network, 30 s. */
  public static final Duration DEFAULT_ENDPOINT_EXPIRY = Duration.ofSeconds(30);

  /**
   * Takes copies.
   *
   * @throws IllegalArgumentException when there is no address or no client token, or a token is
   *     blank, or the expiry negative
   */
  public ControlSettings {
    ingresses = List.copyOf(ingresses);
    clientTokens = Map.copyOf(clientTokens);
    relayTokens = Map.copyOf(relayTokens);
    if (ingresses.isEmpty()) {
      throw new IllegalArgumentException("a control server needs an address to listen at");
    }
    if (clientTokens.isEmpty()) {
      throw new IllegalArgumentException("a control server without client tokens admits nobody");
    }
    if (hasBlank(clientTokens.keySet()) || hasBlank(relayTokens.keySet())) {
      throw new IllegalArgumentException("a blank token would admit everybody");
    }
    if (endpointExpiry.isNegative()) {
      throw new IllegalArgumentException("the endpoint expiry must not be negative");
    }
  }

  private static boolean hasBlank(Set<String> tokens) {
    return tokens.stream().anyMatch(String::isBlank);
  }

  /** Without the tokens and the keys. */
  @Override
  public String toString() {
    return "ControlSettings[addresses="
        + ingresses.stream().map(ControlIngress::address).toList()
        + ", storeFolder="
        + storeFolder
        + ", endpointExpiry="
        + endpointExpiry
        + "]";
  }
}
