package connet.transport;

import io.netty.incubator.codec.quic.QuicConnectionIdGenerator;
import io.netty.incubator.codec.quic.QuicResetTokenGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The connection ids of one socket, and the stateless reset tokens that belong to them. The first
 * bit of an id says which of the two codecs on the socket owns it: 1 for a connection that we
 * dialed, 0 for one that we accepted. Used on the event loop only.
 */
final class ConnectionIds implements QuicConnectionIdGenerator, QuicResetTokenGenerator {
  /**
   * Length of every id of ours, in bytes. Not the longest that QUIC version 1 allows: quiche keeps
   * 128 bytes for the transport parameters, and after a Retry three ids are among them (RFC 9000,
   * section 7.3).
   */
  static final int LENGTH = 16;

  /** The longest id that a peer may choose (RFC 9000, section 17.2). */
  static final int MAX_LENGTH = 20;

  /** Length of a stateless reset token, in bytes (RFC 9000, section 10.3). */
  static final int TOKEN_LENGTH = 16;

  private static final int DIALED = 0x80;

  private final SecureRandom random = new SecureRandom();
  private final Mac idMac;
  private final Mac tokenMac;
  private ByteBuffer lastFirstId = ByteBuffer.allocate(0);

  ConnectionIds(byte[] resetKey) {
    idMac = mac(resetKey, "id");
    tokenMac = mac(resetKey, "reset token");
  }

  private static Mac mac(byte[] key, String purpose) {
    try {
      var derive = Mac.getInstance("HmacSHA256");
      derive.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] derived = derive.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(derived, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  /** Whether the first byte of one of our ids says that we dialed. */
  static boolean dialed(int firstByte) {
    return (firstByte & DIALED) != 0;
  }

  /** An id for a connection that we are about to dial. */
  byte[] forDialing() {
    byte[] id = random(LENGTH);
    id[0] |= (byte) DIALED;
    return id;
  }

  /** A further id of an accepted connection: random, as the codec registers each only once. */
  @Override
  public ByteBuffer newId(int length) {
    return accepted(random(length));
  }

  /** As {@link #newId(int)}: every further id must be another one. */
  @Override
  public ByteBuffer newId(ByteBuffer currentId, int length) {
    return newId(length);
  }

  /**
   * The id of a connection about to be accepted, made from the one that the peer chose: the same
   * for each of its first packets, or the second would open another connection.
   */
  @Override
  public ByteBuffer newId(ByteBuffer peerId, ByteBuffer chosenByPeer, int length) {
    idMac.update(chosenByPeer.duplicate());
    lastFirstId = accepted(Arrays.copyOf(idMac.doFinal(), length));
    return lastFirstId;
  }

  /**
   * The stateless reset token of a connection that is just being accepted.
   *
   * @param ids the id that we gave it, and perhaps the one that the peer chose
   */
  byte[] tokenOfAccepted(Set<ByteBuffer> ids) {
    ByteBuffer first = ids.contains(lastFirstId) ? lastFirstId : ids.iterator().next();
    return newResetToken(first).array();
  }

  @Override
  public int maxConnectionIdLength() {
    return LENGTH;
  }

  @Override
  public boolean isIdempotent() {
    return true;
  }

  @Override
  public ByteBuffer newResetToken(ByteBuffer id) {
    tokenMac.update(id.duplicate());
    return ByteBuffer.wrap(Arrays.copyOf(tokenMac.doFinal(), TOKEN_LENGTH));
  }

  byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static ByteBuffer accepted(byte[] id) {
    id[0] &= (byte) ~DIALED;
    return ByteBuffer.wrap(id);
  }
}
