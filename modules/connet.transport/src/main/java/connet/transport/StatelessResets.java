package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a peer that we know nothing of its connection, as after a restart (RFC 9000, section 10.3):
 * without it the peer would wait for its idle timeout. Used on the event loop only.
 */
final class StatelessResets {
  /** A reset must look like a packet of at least 21 bytes (RFC 9000, section 10.3). */
  static final int MIN_LENGTH = 21;

  /** Ours are this long, unless they answer a packet that is not longer. */
  static final int LENGTH = 42;

  /** So many resets a second at most, over all peers. */
  static final int PER_SECOND = 200;

  private final ConnectionIds ids;
  private final PerSecond allowance = new PerSecond(PER_SECOND);

  StatelessResets(ConnectionIds ids) {
    this.ids = ids;
  }

  /** The reset for a short-header packet, or null for none. */
  @Nullable ByteBuf answerTo(ByteBufAllocator allocator, ByteBuf packet) {
    // A keepalive of the existing network has 41 bytes. Always shorter than what it answers, so
    // that
    // two ends cannot go on answering each other (RFC 9000, section 10.3.3).
    int length = Math.min(LENGTH, packet.readableBytes() - 1);
    if (length < MIN_LENGTH || !allowance.allows(1)) {
      return null;
    }
    ByteBuffer id = packet.nioBuffer(packet.readerIndex() + 1, ConnectionIds.LENGTH);
    byte[] noise = ids.random(length - ConnectionIds.TOKEN_LENGTH);
    noise[0] = (byte) ((noise[0] & 0x3f) | 0x40);
    return allocator.directBuffer(length).writeBytes(noise).writeBytes(ids.newResetToken(id));
  }
}
