package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of the existing network's encryption "dhxcp": ChaCha20-Poly1305 with a nonce that
 * counts records. Runs on the event loop.
 */
final class RecordCipher {
  /** Length of a key in bytes. */
  static final int KEY = 32;

  /** The longest ciphertext, tag included, that is read. */
  static final int LONGEST = 65_535;

  /** The tag at the end of a record (RFC 8439, section 2.8). */
  static final int TAG = 16;

  private static final int NONCE = 12;

  private static final class Scratch {
    private final byte[] in = new byte[LONGEST];
    private final byte[] out = new byte[LONGEST];
  }

  /** Each event loop has two arrays of its own, as the cipher works on arrays. */
  private static final FastThreadLocal<Scratch> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
          return new Scratch();
        }
      };

  private final int mode;
  private final SecretKeySpec key;
  private final Cipher cipher;
  private final byte[] nonce = new byte[NONCE];

  private RecordCipher(int mode, byte[] key) {
    if (key.length != KEY) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes instead of " + KEY);
    }
    this.mode = mode;
    this.key = new SecretKeySpec(key, "ChaCha20");
    try {
      this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks ChaCha20-Poly1305", e);
    }
  }

  static RecordCipher sealing(byte[] key) {
    return new RecordCipher(Cipher.ENCRYPT_MODE, key);
  }

  static RecordCipher opening(byte[] key) {
    return new RecordCipher(Cipher.DECRYPT_MODE, key);
  }

  /**
   * Moves the next record's bytes through the cipher.
   *
   * @param length of what is taken from {@code in}
   * @throws GeneralSecurityException if a record does not open
   */
  void next(ByteBuf in, int length, ByteBuf out) throws GeneralSecurityException {
    Scratch scratch = SCRATCH.get();
    in.readBytes(scratch.in, 0, length);
    cipher.init(mode, key, new IvParameterSpec(nonce));
    out.writeBytes(scratch.out, 0, cipher.doFinal(scratch.in, 0, length, scratch.out, 0));
    count();
  }

  private void count() {
    int i = NONCE - 1;
    while (++nonce[i] == 0 && i > 0) {
      i--;
    }
  }
}
