package connet.protocol;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2sDigest;

/**
 * The hash of {@link EncryptionScheme#DHXCP}, BLAKE2s-256 under a fixed key, and HKDF (RFC 5869)
 * over HMAC (RFC 2104) with it.
 */
final class KeyedHash {
  /** Length of a hash in bytes. */
  static final int LENGTH = 32;

  private static final byte[] KEY = RelayedKeys.label("connet-hash");

  /** Bytes that BLAKE2s works on at a time, by which HMAC pads its key. */
  private static final int BLOCK = 64;

  private KeyedHash() {}

  static byte[] hash(byte[]... parts) {
    Blake2sDigest digest = new Blake2sDigest(KEY);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[LENGTH];
    digest.doFinal(hash, 0);
    return hash;
  }

  /** The key must not be longer than a block. */
  private static byte[] hmac(byte[] key, byte[]... parts) {
    byte[] inner = pad(key, 0x36);
    byte[] outer = pad(key, 0x5c);
    byte[][] all = new byte[parts.length + 1][];
    all[0] = inner;
    System.arraycopy(parts, 0, all, 1, parts.length);
    return hash(outer, hash(all));
  }

  private static byte[] pad(byte[] key, int with) {
    byte[] padded = Arrays.copyOf(key, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      padded[i] = (byte) (padded[i] ^ with);
    }
    return padded;
  }

  /** So many bytes, at most 8160, from a secret and a salt, without further information. */
  static byte[] derive(byte[] secret, byte[] salt, int length) {
    byte[] key = hmac(salt, secret);
    byte[] derived = new byte[length];
    byte[] block = {};
    for (int done = 0, count = 1; done < length; done += LENGTH, count++) {
      block = hmac(key, block, new byte[] {(byte) count});
      System.arraycopy(block, 0, derived, done, Math.min(LENGTH, length - done));
    }
    return derived;
  }
}
