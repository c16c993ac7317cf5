package connet.protocol;

import connet.protocol.wire.PeerPeer;
import java.util.Optional;

/**
 * One side's part of {@link EncryptionScheme#DHXCP}, unchecked.
 *
 * @param clientName the DNS name of the sender's own server leaf, by which the receiver finds the
 *     certificate
 * @param keyTime public key of 32 bytes, then the time in nanoseconds since 1970, big-endian, 8
 *     bytes
 * @param signature Ed25519 over {@code keyTime} with the key of that leaf, 64 bytes
 */
public record EcdhOffer(String clientName, Bytes keyTime, Bytes signature) {
  PeerPeer.Ecdh toWire() {
    return PeerPeer.Ecdh.newBuilder()
        .setClientName(clientName)
        .setKeyTime(Wire.toWire(keyTime))
        .setSignature(Wire.toWire(signature))
        .build();
  }

  static Optional<EcdhOffer> fromWire(boolean present, PeerPeer.Ecdh wire) {
    return present
        ? Optional.of(
            new EcdhOffer(
                wire.getClientName(),
                Wire.bytes(wire.getKeyTime()),
                Wire.bytes(wire.getSignature())))
        : Optional.empty();
  }
}
