package connet.protocol;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * A fresh X25519 key pair, made by control server and relay for each of their sessions.
 *
 * @param privateKey {@link #LENGTH} secret bytes
 * @param publicKey {@link #LENGTH} bytes for the other side
 */
public record RelayKeys(Bytes privateKey, Bytes publicKey) {
  /** Length of either key in bytes (RFC 7748). */
  public static final int LENGTH = 32;

  /** A new pair. */
  public static RelayKeys generate(SecureRandom random) {
    return of(Bytes.random(LENGTH, random));
  }

  static RelayKeys of(Bytes privateKey) {
    byte[] publicKey = new byte[LENGTH];
    X25519.scalarMultBase(privateKey.toArray(), 0, publicKey, 0);
    return new RelayKeys(privateKey, Bytes.of(publicKey));
  }

  static Bytes publicKey(ByteString wire, int errorCode) throws MalformedMessageException {
    if (wire.size() != LENGTH) {
      throw new MalformedMessageException(
          errorCode, "an authentication key of " + wire.size() + " bytes instead of " + LENGTH);
    }
    return Wire.bytes(wire);
  }
}
