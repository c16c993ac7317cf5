package connet.client;

import java.time.Duration;
import java.util.List;

/**
 * How a {@link Destination} is reached, and how it reaches its service.
 *
 * @param route which kinds of paths it uses
 * @param relayEncryptions what it allows through a relay, in any order; at least one. The strongest
 *     that both ends allow is used: TLS, then DHXCP, then none
 * @param proxyProtocol the header that sources are asked for
 * @param dialTimeout how long reaching the service may take; zero for four seconds. Sources and
 *     relays wait about five seconds for the answer unless they are told otherwise
 */
public record DestinationSettings(
    Route route,
    List<RelayEncryption> relayEncryptions,
    ProxyProtocol proxyProtocol,
    Duration dialTimeout) {
  /** Takes a copy and checks what can be checked. */
  public DestinationSettings {
    relayEncryptions = Checks.encryptions(relayEncryptions);
    Checks.dialTimeout(dialTimeout);
  }

  /** The usual settings: encrypted through relays, no PROXY header. */
  public static DestinationSettings of(Route route) {
    return new DestinationSettings(route, RelayEncryption.USUAL, ProxyProtocol.NONE, Duration.ZERO);
  }

  /** The same with other encryptions for relays. */
  public DestinationSettings withRelayEncryptions(List<RelayEncryption> allowed) {
    return new DestinationSettings(route, allowed, proxyProtocol, dialTimeout);
  }

  /** The same with another header. */
  public DestinationSettings withProxyProtocol(ProxyProtocol header) {
    return new DestinationSettings(route, relayEncryptions, header, dialTimeout);
  }

  /** The same with another time to reach the service. */
  public DestinationSettings withDialTimeout(Duration timeout) {
    return new DestinationSettings(route, relayEncryptions, proxyProtocol, timeout);
  }
}
