package connet.client;

import connet.transport.SocketSettings;
import java.util.Arrays;

/**
 * The secret from which a client derives its stateless reset tokens (RFC 9000, section 10.3). When
 * it is the same after a restart, peers notice the restart at once.
 */
public final class ResetKey {
  /** Length in bytes. */
  public static final int LENGTH = SocketSettings.RESET_KEY_LENGTH;

  private final byte[] bytes;

  private ResetKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A key of these bytes.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static ResetKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "a reset key has " + LENGTH + " bytes, this one " + bytes.length);
    }
    return new ResetKey(bytes.clone());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResetKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Nothing of the key, which is a secret. */
  @Override
  public String toString() {
    return "ResetKey";
  }
}
