package connet.client.forward;

import connet.client.endpoint.LocalEndpoint;
import connet.protocol.Bytes;
import connet.protocol.DerCertificate;
import connet.protocol.EcdhOffer;
import connet.protocol.EncryptionScheme;
import connet.protocol.EndpointCertificates;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.KeyExchange;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.RelayedKeys;
import connet.protocol.TlsOffer;
import connet.transport.ClientTrust;
import connet.transport.QuicStream;
import connet.transport.TlsSessions;
import connet.transport.TlsSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a destination answers to one request once its service is reached, and what it does to the
 * stream then.
 */
sealed interface Agreement {
  /** The bytes of the connection follow as they are. */
  record Plain(PeerResponse.Connected answer) implements Agreement {}

  /** TLS, with us as its server. */
  record Tls(PeerResponse.Connected answer, TlsSettings.Server settings, TlsSessions sessions)
      implements Agreement {}

  /** Records that are sealed with keys on which the two ends have agreed. */
  record Dhxcp(PeerResponse.Connected answer, RelayedKeys keys) implements Agreement {}

  /** How long a source may take for its part of TLS: it may have many others to do. */
  Duration HANDSHAKE = Duration.ofSeconds(15);

  /** What the source is told. */
  PeerResponse.Connected answer();

  /** Does to the stream what was agreed on; waits for a handshake. */
  default void start(QuicStream stream) throws IOException {
    switch (this) {
      case Plain plain -> {}
      case Tls tls -> stream.startTls(tls.settings(), tls.sessions(), HANDSHAKE);
      case Dhxcp dhxcp ->
          stream.startCipher(
              dhxcp.keys().destinationToSource().toArray(),
              dhxcp.keys().sourceToDestination().toArray());
    }
  }

  /** On a direct path, whatever the source offers: QUIC encrypts from end to end. */
  static Agreement direct(int proxyProtocol) {
    return plain(proxyProtocol);
  }

  private static Agreement plain(int proxyProtocol) {
    return new Plain(
        new PeerResponse.Connected(
            proxyProtocol, EncryptionScheme.NONE, Optional.empty(), Optional.empty()));
  }

  /**
   * On a stream through a relay: the strongest scheme that both allow.
   *
   * @param allowed by the destination, numbers of {@link EncryptionScheme}
   * @param sessions of TLS with sources of this endpoint
   * @throws ErrorStatusException with what the source is to be told when there is none, or what it
   *     offers does not hold
   */
  static Agreement relayed(
      PeerRequest.Connect request,
      int proxyProtocol,
      LocalEndpoint endpoint,
      List<Integer> allowed,
      TlsSessions sessions)
      throws ErrorStatusException, InterruptedException {
    OptionalInt scheme = EncryptionScheme.select(allowed, request.sourceEncryptions());
    if (scheme.isEmpty()) {
      throw refused(
          "no common relay encryption: the destination allows "
              + Schemes.names(allowed)
              + ", the source "
              + Schemes.names(request.sourceEncryptions()));
    }
    try {
      return switch (scheme.getAsInt()) {
        case EncryptionScheme.TLS -> tls(request, proxyProtocol, endpoint, sessions);
        case EncryptionScheme.DHXCP -> dhxcp(request, proxyProtocol, endpoint);
        default -> plain(proxyProtocol);
      };
    } catch (GeneralSecurityException e) {
      throw refused("relay encryption failed: " + e.getMessage());
    }
  }

  private static Agreement tls(
      PeerRequest.Connect request, int proxyProtocol, LocalEndpoint endpoint, TlsSessions sessions)
      throws GeneralSecurityException, InterruptedException {
    String name = request.tls().map(TlsOffer::clientName).orElse("");
    X509Certificate source = PeerLeaves.server(endpoint, name);
    Set<DerCertificate> clients = PeerLeaves.clients(endpoint, source);
    var trust = new ClientTrust.Pinned(leaf -> clients.contains(DerCertificate.of(leaf)));
    return new Tls(
        new PeerResponse.Connected(
            proxyProtocol,
            EncryptionScheme.TLS,
            Optional.of(new TlsOffer(endpoint.self().certificates().serverName())),
            Optional.empty()),
        new TlsSettings.Server(endpoint.self().server(), trust, List.of(), false),
        sessions);
  }

  private static Agreement dhxcp(
      PeerRequest.Connect request, int proxyProtocol, LocalEndpoint endpoint)
      throws GeneralSecurityException, ErrorStatusException, InterruptedException {
    EcdhOffer offer = request.ecdh().orElseThrow(() -> refused("the source has sent no key"));
    X509Certificate source = PeerLeaves.server(endpoint, offer.clientName());
    Instant now = Instant.now();
    Bytes key = KeyExchange.check(offer, source, now);
    EndpointCertificates own = endpoint.self().certificates();
    KeyExchange exchange =
        KeyExchange.begin(own.serverName(), own.server().key(), now, new SecureRandom());
    return new Dhxcp(
        new PeerResponse.Connected(
            proxyProtocol, EncryptionScheme.DHXCP, Optional.empty(), Optional.of(exchange.offer())),
        exchange.asDestination(key));
  }

  private static ErrorStatusException refused(String why) {
    return new ErrorStatusException(
        new ErrorStatus(ErrorCode.DESTINATION_RELAY_ENCRYPTION_ERROR, why));
  }
}
