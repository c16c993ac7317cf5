package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.incubator.codec.quic.DefaultQuicStreamFrame;
import io.netty.incubator.codec.quic.QuicStreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;

/**
 * Seals records of "dhxcp": a length of two bytes, big-endian, then so many bytes of ciphertext.
 * Runs on the event loop.
 */
final class CipherWriter extends ChannelOutboundHandlerAdapter {
  /** Length of the length. */
  static final int HEADER = 2;

  /** The existing network writes no record longer than 65,535 bytes, the length included. */
  private static final int PLAIN = 65_535 - HEADER - RecordCipher.TAG;

  private final RecordCipher cipher;

  CipherWriter(byte[] key) {
    this.cipher = RecordCipher.sealing(key);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    try {
      Object sealed =
          switch (message) {
            case QuicStreamFrame frame ->
                new DefaultQuicStreamFrame(seal(ctx.alloc(), frame.content()), frame.hasFin());
            default -> seal(ctx.alloc(), (ByteBuf) message);
          };
      ctx.write(sealed, promise);
    } catch (GeneralSecurityException e) {
      promise.setFailure(new StreamResetException("cannot encrypt: " + e.getMessage(), 0));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private ByteBuf seal(ByteBufAllocator allocator, ByteBuf plain) throws GeneralSecurityException {
    int records = (plain.readableBytes() + PLAIN - 1) / PLAIN;
    ByteBuf sealed =
        allocator.directBuffer(plain.readableBytes() + records * (HEADER + RecordCipher.TAG));
    boolean done = false;
    try {
      while (plain.isReadable()) {
        int length = Math.min(PLAIN, plain.readableBytes());
        sealed.writeShort(length + RecordCipher.TAG);
        cipher.next(plain, length, sealed);
      }
      done = true;
      return sealed;
    } finally {
      if (!done) {
        sealed.release();
      }
    }
  }
}
