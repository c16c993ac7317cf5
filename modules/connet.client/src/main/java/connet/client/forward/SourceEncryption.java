package connet.client.forward;

import connet.client.endpoint.LocalEndpoint;
import connet.protocol.Bytes;
import connet.protocol.EcdhOffer;
import connet.protocol.EncryptionScheme;
import connet.protocol.ErrorCode;
import connet.protocol.KeyExchange;
import connet.protocol.MalformedMessageException;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.RelayedKeys;
import connet.protocol.TlsOffer;
import connet.transport.QuicStream;
import connet.transport.ServerTrust;
import connet.transport.TlsSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a source hides one stream from the relay that it goes through. */
final class SourceEncryption {
  private final SourceEncryptions all;
  private final LocalEndpoint endpoint;
  private final List<Integer> allowed;
  private final Optional<SourceEncryptions.Offered> offered;

  SourceEncryption(
      SourceEncryptions all,
      LocalEndpoint endpoint,
      List<Integer> allowed,
      Optional<SourceEncryptions.Offered> offered) {
    this.all = all;
    this.endpoint = endpoint;
    this.allowed = allowed;
    this.offered = offered;
  }

  /** What the destination is asked. */
  PeerRequest.Connect request() {
    Optional<TlsOffer> tls =
        allowed.contains(EncryptionScheme.TLS)
            ? Optional.of(new TlsOffer(endpoint.self().certificates().serverName()))
            : Optional.empty();
    return new PeerRequest.Connect(allowed, tls, offered.map(each -> each.exchange().offer()));
  }

  /**
   * Does what the destination has chosen, if it was allowed: the relay may have changed the answer.
   */
  void start(QuicStream stream, PeerResponse.Connected answer, Duration within)
      throws IOException, InterruptedException {
    int scheme = answer.encryption();
    if (!allowed.contains(scheme)) {
      throw broken(
          "the destination wants relay encryption "
              + Schemes.name(scheme)
              + ", this source allows "
              + Schemes.names(allowed));
    }
    if (scheme != EncryptionScheme.DHXCP) {
      offered.ifPresent(all::unused);
    }
    try {
      switch (scheme) {
        case EncryptionScheme.TLS -> tls(stream, answer, within);
        case EncryptionScheme.DHXCP -> dhxcp(stream, answer);
        default -> {}
      }
    } catch (GeneralSecurityException e) {
      throw broken("relay encryption failed: " + e.getMessage());
    }
  }

  private void tls(QuicStream stream, PeerResponse.Connected answer, Duration within)
      throws IOException, GeneralSecurityException, InterruptedException {
    String name = answer.tls().map(TlsOffer::clientName).orElse("");
    X509Certificate leaf = PeerLeaves.server(endpoint, name);
    stream.startTls(
        new TlsSettings.Client(
            name, new ServerTrust.Pinned(leaf), endpoint.self().client(), List.of(), false),
        all.sessions(),
        within);
  }

  private void dhxcp(QuicStream stream, PeerResponse.Connected answer)
      throws IOException, GeneralSecurityException, InterruptedException {
    EcdhOffer offer = answer.ecdh().orElseThrow(() -> broken("the destination has sent no key"));
    X509Certificate leaf = PeerLeaves.server(endpoint, offer.clientName());
    Bytes key = KeyExchange.check(offer, leaf, Instant.now());
    KeyExchange exchange = offered.orElseThrow(() -> broken("there is no key of ours")).exchange();
    RelayedKeys keys = exchange.asSource(key);
    stream.startCipher(keys.sourceToDestination().toArray(), keys.destinationToSource().toArray());
  }

  private static MalformedMessageException broken(String why) {
    return new MalformedMessageException(ErrorCode.DESTINATION_RELAY_ENCRYPTION_ERROR, why);
  }
}
