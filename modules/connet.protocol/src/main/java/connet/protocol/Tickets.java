package connet.protocol;

import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * Seals what admits a client to a relay, as NaCl's box: the control server hands the client a
 * ticket that only the relay can open, so that the relay need ask nobody.
 */
public final class Tickets {
  private Tickets() {}

  /**
   * The key that both sides find, each with its own private and the other's public key.
   *
   * @return 32 secret bytes
   * @throws InvalidKeyException when the public key is one of the few with which anybody finds the
   *     same
   */
  public static Bytes sharedKey(Bytes privateKey, Bytes publicKey) throws InvalidKeyException {
    if (privateKey.length() != RelayKeys.LENGTH || publicKey.length() != RelayKeys.LENGTH) {
      throw new InvalidKeyException("an X25519 key has " + RelayKeys.LENGTH + " bytes");
    }
    byte[] product = new byte[RelayKeys.LENGTH];
    if (!X25519.calculateAgreement(privateKey.toArray(), 0, publicKey.toArray(), 0, product, 0)) {
      throw new InvalidKeyException("not a usable public key");
    }
    return Bytes.of(SecretBox.hsalsa20(product));
  }

  /** A ticket that opens with {@code sharedKey}. */
  public static Bytes seal(Bytes sharedKey, ClientTicket ticket, SecureRandom random) {
    return seal(sharedKey, ticket, Bytes.random(SecretBox.NONCE, random));
  }

  static Bytes seal(Bytes sharedKey, ClientTicket ticket, Bytes nonce) {
    return Bytes.of(SecretBox.seal(sharedKey, nonce.toArray(), ticket.encode()));
  }

  /**
   * What {@code ticket} holds; empty when it was not sealed with {@code sharedKey}, or does not
   * hold endpoint, role and certificate key.
   */
  public static Optional<ClientTicket> open(Bytes sharedKey, Bytes ticket) {
    Optional<byte[]> plain = SecretBox.open(sharedKey, ticket.toArray());
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ClientTicket.decode(plain.get()));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }
}
