package connet.client;

import connet.client.control.Login;
import connet.client.forward.Answering;
import connet.client.forward.Balance;
import connet.client.forward.Handover;
import connet.client.forward.Opener;
import connet.client.forward.Services;
import connet.protocol.EncryptionScheme;
import connet.protocol.ProxyVersion;
import connet.transport.SocketSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of users in the words of the conversations. */
final class Settings {
  private Settings() {}

  static SocketSettings socket(ClientSettings settings) {
    InetSocketAddress direct = settings.directAddress();
    return settings
        .resetKey()
        .map(key -> new SocketSettings(direct, key.bytes()))
        .orElseGet(() -> SocketSettings.at(direct))
        .withHandshakeTimeout(settings.handshakeIdleTimeout());
  }

  static Login login(ClientSettings settings) {
    HostPort server = settings.serverAddress();
    return new Login(
        new connet.protocol.HostPort(server.host(), server.port()),
        settings.serverName(),
        settings.serverCas(),
        settings.token(),
        settings.version(),
        settings.metadata(),
        settings.handshakeIdleTimeout());
  }

  static Answering answering(DestinationSettings settings, Handover handover) {
    return new Answering(
        handover, schemes(settings.relayEncryptions()), header(settings.proxyProtocol()));
  }

  static List<Integer> schemes(List<RelayEncryption> allowed) {
    return allowed.stream().map(Settings::scheme).toList();
  }

  private static Integer scheme(RelayEncryption encryption) {
    return switch (encryption) {
      case NONE -> EncryptionScheme.NONE;
      case TLS -> EncryptionScheme.TLS;
      case DHXCP -> EncryptionScheme.DHXCP;
    };
  }

  private static int header(ProxyProtocol header) {
    return switch (header) {
      case NONE -> ProxyVersion.NONE;
      case V1 -> ProxyVersion.V1;
      case V2 -> ProxyVersion.V2;
    };
  }

  static Duration dialTimeout(DestinationSettings settings) {
    return settings.dialTimeout().isZero() ? Services.DIAL : settings.dialTimeout();
  }

  static Opener.Rules rules(SourceSettings settings) {
    LoadBalancing balancing = settings.loadBalancing();
    return new Opener.Rules(
        schemes(settings.relayEncryptions()),
        settings.dialTimeout().isZero() ? Opener.ANSWER : settings.dialTimeout(),
        policy(balancing.policy()).map(Balance::new),
        most(balancing),
        tries(balancing));
  }

  private static Optional<Balance.Policy> policy(LoadBalancing.Policy policy) {
    return switch (policy) {
      case NONE -> Optional.empty();
      case LEAST_LATENCY -> Optional.of(Balance.Policy.LEAST_LATENCY);
      case LEAST_CONNECTIONS -> Optional.of(Balance.Policy.LEAST_CONNECTIONS);
      case ROUND_ROBIN -> Optional.of(Balance.Policy.ROUND_ROBIN);
      case RANDOM -> Optional.of(Balance.Policy.RANDOM);
    };
  }

  /** One is tried in any case. */
  private static int most(LoadBalancing balancing) {
    return switch (balancing.retry()) {
      case NEVER -> 1;
      case COUNT -> Math.max(1, balancing.effectiveMax());
      case TIMED, ALL -> Integer.MAX_VALUE;
    };
  }

  /** All paths are tried without a policy, so no retry is configured there. */
  private static Optional<Duration> tries(LoadBalancing balancing) {
    return balancing.policy() != LoadBalancing.Policy.NONE
            && balancing.retry() == LoadBalancing.Retry.TIMED
        ? Optional.of(Duration.ofMillis(Math.max(1, balancing.effectiveMax())))
        : Optional.empty();
  }
}
