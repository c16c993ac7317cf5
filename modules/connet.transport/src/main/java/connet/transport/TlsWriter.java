package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.incubator.codec.quic.DefaultQuicStreamFrame;
import io.netty.incubator.codec.quic.QuicStreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * Seals TLS records once the handshake is done, and says close_notify before the end of our
 * direction, but not when the stream is broken off. Runs on the event loop.
 */
final class TlsWriter extends ChannelOutboundHandlerAdapter {
  /** Plain bytes in one record at most (RFC 8446, section 5.1). */
  private static final int RECORD = 16 * 1024;

  /** What a record adds to them, and more. */
  private static final int OVERHEAD = 256;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;

  TlsWriter(SSLEngine engine) {
    this.engine = engine;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    try {
      Object sealed =
          switch (message) {
            case ByteBuf plain -> seal(ctx.alloc(), plain.nioBuffer(), false);
            case QuicStreamFrame frame ->
                new DefaultQuicStreamFrame(
                    seal(ctx.alloc(), frame.content().nioBuffer(), frame.hasFin()), frame.hasFin());
            default -> seal(ctx.alloc(), NOTHING.duplicate(), true);
          };
      ctx.write(sealed, promise);
    } catch (SSLException e) {
      promise.setFailure(new StreamResetException("TLS broke off: " + e.getMessage(), 0));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private ByteBuf seal(ByteBufAllocator allocator, ByteBuffer plain, boolean last)
      throws SSLException {
    int packet = engine.getSession().getPacketBufferSize();
    int records = plain.remaining() / RECORD + 1;
    ByteBuf sealed = allocator.directBuffer(plain.remaining() + records * OVERHEAD + packet);
    boolean done = false;
    try {
      while (plain.hasRemaining()) {
        if (wrap(engine, plain, sealed) == 0) {
          throw new SSLException("it has been ended");
        }
      }
      if (last) {
        engine.closeOutbound();
        while (!engine.isOutboundDone() && wrap(engine, plain, sealed) > 0) {}
      }
      done = true;
      return sealed;
    } finally {
      if (!done) {
        sealed.release();
      }
    }
  }

  /** What the engine itself has to say, such as new keys. */
  static ByteBuf answer(SSLEngine engine, ByteBufAllocator allocator) throws SSLException {
    ByteBuf answer = allocator.directBuffer();
    boolean done = false;
    try {
      wrap(engine, NOTHING.duplicate(), answer);
      done = true;
      return answer;
    } finally {
      if (!done) {
        answer.release();
      }
    }
  }

  /** Returns how many bytes were added. */
  private static int wrap(SSLEngine engine, ByteBuffer plain, ByteBuf sealed) throws SSLException {
    sealed.ensureWritable(engine.getSession().getPacketBufferSize());
    ByteBuffer target = sealed.nioBuffer(sealed.writerIndex(), sealed.writableBytes());
    SSLEngineResult result = engine.wrap(plain, target);
    sealed.writerIndex(sealed.writerIndex() + result.bytesProduced());
    return result.bytesProduced();
  }
}
