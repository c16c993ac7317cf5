package connet.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of one relayed stream that is encrypted by {@link EncryptionScheme#DHXCP}, the same at
 * both ends.
 *
 * @param sourceToDestination 32 secret bytes
 * @param destinationToSource 32 secret bytes
 */
public record RelayedKeys(Bytes sourceToDestination, Bytes destinationToSource) {
  private static final byte[] CHAINING = padded("connet-chaining");
  private static final byte[] HASHING = padded("connet-hashing");

  /**
   * The keys that follow from both public keys and what X25519 makes of one of them and the other
   * private key.
   */
  static RelayedKeys derive(byte[] shared, Bytes sourceKey, Bytes destinationKey) {
    byte[] hash = KeyedHash.hash(HASHING, sourceKey.toArray());
    hash = KeyedHash.hash(hash, destinationKey.toArray());
    byte[] chaining = KeyedHash.derive(shared, CHAINING, KeyedHash.LENGTH);
    byte[] both = KeyedHash.derive(hash, chaining, 2 * KeyedHash.LENGTH);
    return new RelayedKeys(
        Bytes.of(Arrays.copyOf(both, KeyedHash.LENGTH)),
        Bytes.of(Arrays.copyOfRange(both, KeyedHash.LENGTH, 2 * KeyedHash.LENGTH)));
  }

  static byte[] label(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] padded(String text) {
    return Arrays.copyOf(label(text), KeyedHash.LENGTH);
  }
}
