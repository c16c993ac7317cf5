package connet.protocol;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.util.Pack;

/**
 * Sealing as NaCl's secretbox, and its box once the key is shared: XSalsa20 and Poly1305. What is
 * sealed is the nonce, then the tag, then the ciphertext.
 */
final class SecretBox {
  static final int KEY = 32;
  static final int NONCE = 24;
  private static final int TAG = 16;

  private SecretBox() {}

  static byte[] seal(Bytes key, byte[] nonce, byte[] plain) {
    byte[] sealed = Arrays.copyOf(nonce, NONCE + TAG + plain.length);
    XSalsa20Engine cipher = new XSalsa20Engine();
    Poly1305 mac = start(cipher, key, nonce);
    cipher.processBytes(plain, 0, plain.length, sealed, NONCE + TAG);
    mac.update(sealed, NONCE + TAG, plain.length);
    mac.doFinal(sealed, NONCE);
    return sealed;
  }

  static Optional<byte[]> open(Bytes key, byte[] sealed) {
    int length = sealed.length - NONCE - TAG;
    if (length < 0) {
      return Optional.empty();
    }
    XSalsa20Engine cipher = new XSalsa20Engine();
    Poly1305 mac = start(cipher, key, Arrays.copyOf(sealed, NONCE));
    mac.update(sealed, NONCE + TAG, length);
    byte[] tag = new byte[TAG];
    mac.doFinal(tag, 0);
    if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(sealed, NONCE, NONCE + TAG))) {
      return Optional.empty();
    }
    byte[] plain = new byte[length];
    cipher.processBytes(sealed, NONCE + TAG, length, plain, 0);
    return Optional.of(plain);
  }

  /** The first 32 bytes of the key stream are the key of the tag. */
  private static Poly1305 start(XSalsa20Engine cipher, Bytes key, byte[] nonce) {
    cipher.init(true, new ParametersWithIV(new KeyParameter(key.toArray()), nonce));
    byte[] macKey = new byte[32];
    cipher.processBytes(macKey, 0, macKey.length, macKey, 0);
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(macKey));
    return mac;
  }

  /** HSalsa20 with a zero nonce, by which NaCl's box makes a key of what X25519 yields. */
  static byte[] hsalsa20(byte[] key) {
    int[] state = new int[16];
    int[] constants = Pack.littleEndianToInt(SIGMA, 0, 4);
    for (int i = 0; i < 4; i++) {
      state[5 * i] = constants[i];
    }
    Pack.littleEndianToInt(key, 0, state, 1, 4);
    Pack.littleEndianToInt(key, 16, state, 11, 4);
    int[] mixed = new int[16];
    Salsa20Engine.salsaCore(20, state, mixed);
    byte[] derived = new byte[KEY];
    for (int i = 0; i < 4; i++) {
      // The core of Salsa20 adds its input at the end, that of HSalsa20 does not.
      Pack.intToLittleEndian(mixed[5 * i] - state[5 * i], derived, 4 * i);
      Pack.intToLittleEndian(mixed[6 + i] - state[6 + i], derived, 16 + 4 * i);
    }
    return derived;
  }

  private static final byte[] SIGMA =
      "expand 32-byte k".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
}
