package connet.client.forward;

import connet.client.endpoint.LocalEndpoint;
import connet.protocol.EncryptionScheme;
import connet.protocol.EndpointCertificates;
import connet.protocol.KeyExchange;
import connet.transport.TlsSessions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * How a source hides its streams from the relays that they go through, and what it keeps from one
 * stream to the next, as signatures are what opening many of them costs.
 *
 * <p>Thread-safe.
 */
final class SourceEncryptions {
  /** A key that was offered and not used is offered again for so long. Clocks differ by more. */
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final LocalEndpoint endpoint;
  private final List<Integer> allowed;
  private final TlsSessions sessions = new TlsSessions();
  private final ConcurrentLinkedQueue<Offered> spare = new ConcurrentLinkedQueue<>();

  /** A key exchange, and when it was begun. */
  record Offered(KeyExchange exchange, long since) {}

  /**
   * For one source.
   *
   * @param allowed numbers of {@link EncryptionScheme}
   */
  SourceEncryptions(LocalEndpoint endpoint, List<Integer> allowed) {
    this.endpoint = endpoint;
    this.allowed = allowed;
  }

  /** Begins with a stream. */
  SourceEncryption begin() {
    Optional<Offered> offered =
        allowed.contains(EncryptionScheme.DHXCP) ? Optional.of(offer()) : Optional.empty();
    return new SourceEncryption(this, endpoint, allowed, offered);
  }

  private Offered offer() {
    long now = System.nanoTime();
    for (Offered kept = spare.poll(); kept != null; kept = spare.poll()) {
      if (now - kept.since() < SPARE_NANOS) {
        return kept;
      }
    }
    EndpointCertificates own = endpoint.self().certificates();
    KeyExchange begun =
        KeyExchange.begin(own.serverName(), own.server().key(), Instant.now(), RANDOM);
    return new Offered(begun, now);
  }

  /** Takes back what the destination has not used: it is still nobody's but ours. */
  void unused(Offered offered) {
    spare.add(offered);
  }

  TlsSessions sessions() {
    return sessions;
  }
}
