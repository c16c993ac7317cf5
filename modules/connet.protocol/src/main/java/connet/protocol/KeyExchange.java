package connet.protocol;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * Our side of {@link EncryptionScheme#DHXCP} on one relayed stream: a fresh X25519 key, and the
 * offer that brings it to the peer, signed with the key of our server leaf.
 */
public final class KeyExchange {
  /** How far the clocks of both ends may differ, as the existing network has it. */
  public static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final int TIME = Long.BYTES;
  private static final long NANOS = 1_000_000_000L;

  private final RelayKeys keys;
  private final EcdhOffer offer;

  private KeyExchange(RelayKeys keys, EcdhOffer offer) {
    this.keys = keys;
    this.offer = offer;
  }

  /**
   * Begins an exchange.
   *
   * @param serverName the DNS name of our server leaf
   * @param leafKey the leaf's private key, Ed25519
   * @param now by our clock
   */
  public static KeyExchange begin(
      String serverName, PrivateKey leafKey, Instant now, SecureRandom random) {
    return begin(serverName, leafKey, now, RelayKeys.generate(random));
  }

  static KeyExchange begin(String serverName, PrivateKey leafKey, Instant now, RelayKeys keys) {
    byte[] keyTime =
        ByteBuffer.allocate(RelayKeys.LENGTH + TIME)
            .put(keys.publicKey().toArray())
            .putLong(now.getEpochSecond() * NANOS + now.getNano())
            .array();
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(leafKey);
      signature.update(keyTime);
      return new KeyExchange(
          keys, new EcdhOffer(serverName, Bytes.of(keyTime), Bytes.of(signature.sign())));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the leaf's key cannot sign", e);
    }
  }

  /** What the peer is told. */
  public EcdhOffer offer() {
    return offer;
  }

  /**
   * The public key in a peer's offer, once the offer holds.
   *
   * @param leaf the peer's server leaf, as the control server has told us of it
   * @param now by our clock
   * @throws GeneralSecurityException that says what does not hold
   */
  public static Bytes check(EcdhOffer offer, X509Certificate leaf, Instant now)
      throws GeneralSecurityException {
    byte[] keyTime = offer.keyTime().toArray();
    if (keyTime.length != RelayKeys.LENGTH + TIME) {
      throw new InvalidKeyException("a key with time of " + keyTime.length + " bytes");
    }
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(leaf.getPublicKey());
    signature.update(keyTime);
    if (!signature.verify(offer.signature().toArray())) {
      throw new InvalidKeyException("the key is not signed by its peer");
    }
    long nanos = ByteBuffer.wrap(keyTime, RelayKeys.LENGTH, TIME).getLong();
    Duration distance = Duration.between(Instant.EPOCH.plusNanos(nanos), now).abs();
    if (distance.compareTo(CLOCKS) > 0) {
      throw new InvalidKeyException(
          "the clocks of the two ends differ by " + distance.toSeconds() + " s, set them");
    }
    return Bytes.of(Arrays.copyOf(keyTime, RelayKeys.LENGTH));
  }

  /**
   * The stream's keys when we are the source.
   *
   * @param peerKey of the destination, {@linkplain #check checked}
   * @throws InvalidKeyException when it is one of the few with which anybody finds the same
   */
  public RelayedKeys asSource(Bytes peerKey) throws InvalidKeyException {
    return RelayedKeys.derive(shared(peerKey), keys.publicKey(), peerKey);
  }

  /**
   * The stream's keys when we are the destination.
   *
   * @param peerKey of the source, {@linkplain #check checked}
   * @throws InvalidKeyException when it is one of the few with which anybody finds the same
   */
  public RelayedKeys asDestination(Bytes peerKey) throws InvalidKeyException {
    return RelayedKeys.derive(shared(peerKey), peerKey, keys.publicKey());
  }

  private byte[] shared(Bytes peerKey) throws InvalidKeyException {
    byte[] shared = new byte[RelayKeys.LENGTH];
    if (!X25519.calculateAgreement(
        keys.privateKey().toArray(), 0, peerKey.toArray(), 0, shared, 0)) {
      throw new InvalidKeyException("not a usable public key");
    }
    return shared;
  }
}
