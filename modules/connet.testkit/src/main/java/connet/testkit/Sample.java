package connet.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Bytes that look random, the same ones each time for the same seed, never kept in whole.
 *
 * @param seed any number
 * @param length bytes
 */
public record Sample(long seed, long length) {
  private static final int PIECE = 1 << 16;

  /** What an input stream held. */
  public record Read(long length, String sha256) {}

  /** Writes all of them. */
  public void writeTo(OutputStream out) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("Xoroshiro128PlusPlus").create(seed);
    byte[] piece = new byte[PIECE];
    for (long left = length; left > 0; left -= PIECE) {
      random.nextBytes(piece);
      out.write(piece, 0, (int) Math.min(left, PIECE));
    }
  }

  /** What somebody who got all of them has read. */
  public Read read() throws IOException {
    MessageDigest digest = sha256();
    writeTo(
        new OutputStream() {
          @Override
          public void write(int one) {
            digest.update((byte) one);
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            digest.update(bytes, from, count);
          }
        });
    return new Read(length, HexFormat.of().formatHex(digest.digest()));
  }

  /** Reads to the end. */
  public static Read read(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    byte[] piece = new byte[PIECE];
    long length = 0;
    int count;
    while ((count = in.read(piece)) >= 0) {
      digest.update(piece, 0, count);
      length += count;
    }
    return new Read(length, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
