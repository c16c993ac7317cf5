package connet.protocol;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;

/**
 * An immutable sequence of bytes: a token, a ticket, a key. Equal when the bytes are, compared in a
 * time that does not depend on them; its text tells the length alone, so that no secret reaches a
 * log by way of a record that holds it.
 */
public final class Bytes {
  /** No bytes: on the wire the same as an absent field. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes}. */
  public static Bytes of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /**
   * The next {@code length} bytes of {@code random}, which is a {@code SecureRandom} for anything
   * secret.
   */
  public static Bytes random(int length, Random random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new Bytes(bytes);
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** How many there are. */
  public int length() {
    return bytes.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The length, never the content: {@code "92 bytes"}. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
