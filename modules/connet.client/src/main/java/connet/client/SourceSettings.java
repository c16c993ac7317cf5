package connet.client;

import java.time.Duration;
import java.util.List;

/**
 * How a {@link Source} reaches its destinations.
 *
 * @param route which kinds of paths it uses
 * @param relayEncryptions what it allows through a relay, in any order; at least one. The
 *     destination uses the strongest that both ends allow: TLS, then DHXCP, then none
 * @param dialTimeout how long each try of a destination may take, its answer and the encryption
 *     included; zero for five seconds
 * @param loadBalancing which destination is tried, and how many
 */
public record SourceSettings(
    Route route,
    List<RelayEncryption> relayEncryptions,
    Duration dialTimeout,
    LoadBalancing loadBalancing) {
  /** Takes a copy and checks what can be checked. */
  public SourceSettings {
    relayEncryptions = Checks.encryptions(relayEncryptions);
    Checks.dialTimeout(dialTimeout);
  }

  /** The usual settings: encrypted through relays, the best path first. */
  public static SourceSettings of(Route route) {
    return new SourceSettings(route, RelayEncryption.USUAL, Duration.ZERO, LoadBalancing.none());
  }

  /** The same with other encryptions for relays. */
  public SourceSettings withRelayEncryptions(List<RelayEncryption> allowed) {
    return new SourceSettings(route, allowed, dialTimeout, loadBalancing);
  }

  /** The same with another time for each try. */
  public SourceSettings withDialTimeout(Duration timeout) {
    return new SourceSettings(route, relayEncryptions, timeout, loadBalancing);
  }

  /** The same with another choice of destinations. */
  public SourceSettings withLoadBalancing(LoadBalancing balancing) {
    return new SourceSettings(route, relayEncryptions, dialTimeout, balancing);
  }
}
