package connet.protocol;

import connet.protocol.wire.PeerPeer;
import java.util.Optional;

/**
 * One side's part of {@link EncryptionScheme#TLS}.
 *
 * @param clientName the DNS name of the sender's own server leaf, by which the receiver finds the
 *     certificate
 */
public record TlsOffer(String clientName) {
  PeerPeer.Tls toWire() {
    return PeerPeer.Tls.newBuilder().setClientName(clientName).build();
  }

  static Optional<TlsOffer> fromWire(boolean present, PeerPeer.Tls wire) {
    return present ? Optional.of(new TlsOffer(wire.getClientName())) : Optional.empty();
  }
}
