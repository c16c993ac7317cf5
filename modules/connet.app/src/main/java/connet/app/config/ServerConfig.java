package connet.app.config;

import connet.control.TokenRules;
import connet.protocol.HostPort;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code connet server} runs by.
 *
 * @param tokens admit clients, each with what it is good for; secrets, at least one
 * @param ingresses where the control server listens, at least one
 * @param relayIngresses where the relay listens, at least one
 * @param endpointExpiry how long endpoints of lost connections are kept
 * @param status where the status page is served, or null
 * @param store null for the user's state folder
 */
public record ServerConfig(
    Map<String, TokenRules> tokens,
    List<Ingress> ingresses,
    List<Ingress> relayIngresses,
    Duration endpointExpiry,
    @Nullable InetSocketAddress status,
    @Nullable Path store) {
  /** Takes copies. */
  public ServerConfig {
    tokens = Map.copyOf(tokens);
    ingresses = List.copyOf(ingresses);
    relayIngresses = List.copyOf(relayIngresses);
  }

  /**
   * Reads the configuration of a control server with a relay.
   *
   * @throws ConfigException for everything that is wrong with it
   */
  public static ServerConfig read(Values values, Map<String, String> environment, Problems problems)
      throws ConfigException {
    Reading reading = new Reading(values, environment, problems);
    List<String> tokens = reading.requiredTokens(ServerKeys.TOKENS, ServerKeys.TOKENS_FILE);
    ServerConfig config =
        new ServerConfig(
            new Restrictions(reading, ServerKeys.RESTRICTION).clients(tokens),
            new Ingresses(reading, ServerKeys.INGRESS).control(ServerKeys.ADDR, null, null),
            new Ingresses(reading, ServerKeys.RELAY_INGRESS)
                .relay(ServerKeys.RELAY_ADDR, ServerKeys.RELAY_HOSTNAME),
            reading.expiry(ServerKeys.EXPIRY_DISABLE, ServerKeys.EXPIRY),
            reading.status(ServerKeys.STATUS),
            reading.folder(ServerKeys.STORE));
    Collisions.note(
        problems,
        Stream.concat(config.ingresses.stream(), config.relayIngresses.stream()).toList());
    problems.check();
    return config;
  }

  /** Where clients reach the control server first of all. */
  public InetSocketAddress address() {
    return ingresses.getFirst().address();
  }

  /** The name by which clients find the relay, and so the server. */
  public String hostname() {
    return relayIngresses.stream()
        .flatMap(ingress -> ingress.publicAddresses().stream())
        .map(HostPort::host)
        .findFirst()
        .orElse("localhost");
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return "ServerConfig[ingresses="
        + ingresses.stream().map(Ingress::address).toList()
        + ", relayIngresses="
        + relayIngresses.stream().map(Ingress::address).toList()
        + "]";
  }
}
