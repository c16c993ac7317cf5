package connet.app.config;

import connet.control.TokenRules;
import connet.protocol.AddressRules;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code connet control} runs by.
 *
 * @param clientTokens admit clients, each with what it is good for; secrets, at least one
 * @param relayTokens admit relays, each from some addresses; secrets, may be empty
 * @param clients where clients are accepted, at least one
 * @param relays where relays are accepted; null for the addresses of clients, and the port where
 *     the existing network's relays look for it
 * @param endpointExpiry how long endpoints of lost connections are kept
 * @param status where the status page is served, or null
 * @param store null for the user's state folder
 */
public record ControlConfig(
    Map<String, TokenRules> clientTokens,
    Map<String, AddressRules> relayTokens,
    List<Ingress> clients,
    @Nullable List<Ingress> relays,
    Duration endpointExpiry,
    @Nullable InetSocketAddress status,
    @Nullable Path store) {
  /** Takes copies. */
  public ControlConfig {
    clientTokens = Map.copyOf(clientTokens);
    relayTokens = Map.copyOf(relayTokens);
    clients = List.copyOf(clients);
    relays = relays == null ? null : List.copyOf(relays);
  }

  /**
   * Reads the configuration of a control server.
   *
   * @throws ConfigException for everything that is wrong with it
   */
  public static ControlConfig read(
      Values values, Map<String, String> environment, Problems problems) throws ConfigException {
    Reading reading = new Reading(values, environment, problems);
    List<String> clientTokens =
        reading.requiredTokens(
            values.get(ControlKeys.CLIENTS_TOKENS) == null
                ? ControlKeys.CLIENT_TOKENS
                : ControlKeys.CLIENTS_TOKENS,
            values.get(ControlKeys.CLIENTS_TOKENS_FILE) == null
                ? ControlKeys.CLIENT_TOKENS_FILE
                : ControlKeys.CLIENTS_TOKENS_FILE);
    List<String> relayTokens =
        reading.tokens(
            values.get(ControlKeys.RELAYS_TOKENS) == null
                ? ControlKeys.RELAY_TOKENS
                : ControlKeys.RELAYS_TOKENS,
            values.get(ControlKeys.RELAYS_TOKENS_FILE) == null
                ? ControlKeys.RELAY_TOKENS_FILE
                : ControlKeys.RELAYS_TOKENS_FILE);
    ControlConfig config =
        new ControlConfig(
            new Restrictions(reading, ControlKeys.CLIENTS_RESTRICTION).clients(clientTokens),
            new Restrictions(reading, ControlKeys.RELAYS_RESTRICTION).relays(relayTokens),
            clients(reading),
            relays(reading, relayTokens),
            reading.expiry(ControlKeys.EXPIRY_DISABLE, ControlKeys.EXPIRY),
            reading.status(ControlKeys.STATUS),
            reading.folder(ControlKeys.STORE));
    List<Ingress> all = new ArrayList<>(config.clients);
    all.addAll(config.relays == null ? List.of() : config.relays);
    Collisions.note(problems, all);
    problems.check();
    return config;
  }

  private static boolean apart(Reading reading) {
    return new Ingresses(reading, ControlKeys.CLIENTS_INGRESS).areGiven()
        || new Ingresses(reading, ControlKeys.RELAYS_INGRESS).areGiven();
  }

  private static List<Ingress> clients(Reading reading) {
    Values values = reading.values();
    Setting<Address> both = values.get(ControlKeys.ADDR);
    if (both != null) {
      refuseBesides(both, reading, Tables.CLIENTS_INGRESS);
      refuseBesides(both, reading, Tables.RELAYS_INGRESS);
    }
    return new Ingresses(reading, ControlKeys.CLIENTS_INGRESS)
        .control(ControlKeys.ADDR, values.get(ControlKeys.CERT), values.get(ControlKeys.KEY));
  }

  private static void refuseBesides(Setting<Address> both, Reading reading, List<String> table) {
    reading.values().named(table).values().stream()
        .findFirst()
        .ifPresent(
            origin ->
                reading
                    .problems()
                    .add(both.origin(), "is given besides " + origin.where() + ", give only one"));
  }

  private static @Nullable List<Ingress> relays(Reading reading, List<String> tokens) {
    if (!apart(reading)) {
      return null;
    }
    Ingresses ingresses = new Ingresses(reading, ControlKeys.RELAYS_INGRESS);
    Values values = reading.values();
    return tokens.isEmpty() && !ingresses.areGiven()
        ? List.of()
        : ingresses.control(
            ControlKeys.RELAYS_ADDR, values.get(ControlKeys.CERT), values.get(ControlKeys.KEY));
  }

  /** Where clients are accepted first of all. */
  public InetSocketAddress address() {
    return clients.getFirst().address();
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return "ControlConfig[clients=" + clients.stream().map(Ingress::address).toList() + "]";
  }
}
