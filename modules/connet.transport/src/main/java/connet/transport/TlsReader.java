package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Opens TLS records once the handshake is done. The peer's close_notify is its end; a stream that
 * ends without it was cut off. Runs on the event loop.
 */
final class TlsReader extends ByteToMessageDecoder {
  /** Type, version and length before a record (RFC 8446, section 5.1). */
  private static final int HEADER = 5;

  /** A peer may ask for new keys, but not again and again: each answer waits in our queue. */
  private static final int MOST_ANSWERS = 1_000;

  private final SSLEngine engine;
  private final int plainSize;
  private boolean saidFarewell;
  private boolean told;
  private boolean broken;
  private boolean wireEnded;
  private int answers;

  TlsReader(SSLEngine engine) {
    this.engine = engine;
    this.plainSize = engine.getSession().getApplicationBufferSize();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws StreamResetException {
    if (saidFarewell || broken) {
      in.skipBytes(in.readableBytes()); // RFC 8446, section 6.1: ignored
      return;
    }
    if (in.readableBytes() < HEADER) {
      return;
    }
    int length = HEADER + in.getUnsignedShort(in.readerIndex() + HEADER - 2);
    if (in.readableBytes() < length) {
      return;
    }
    ByteBuf plain = ctx.alloc().directBuffer(Math.max(length, plainSize));
    try {
      open(ctx, in.nioBuffer(in.readerIndex(), length), plain);
      in.skipBytes(length);
      if (plain.isReadable()) {
        out.add(plain.retain());
      }
    } catch (SSLException e) {
      broken = true;
      throw new StreamResetException("the TLS peer broke off: " + Addresses.why(e), 0);
    } finally {
      plain.release();
    }
  }

  private void open(ChannelHandlerContext ctx, ByteBuffer record, ByteBuf plain)
      throws SSLException {
    do {
      ByteBuffer target = plain.nioBuffer(plain.writerIndex(), plain.writableBytes());
      SSLEngineResult result = engine.unwrap(record, target);
      plain.writerIndex(plain.writerIndex() + result.bytesProduced());
      switch (result.getStatus()) {
        case OK -> answer(ctx);
        case CLOSED -> {
          saidFarewell = true;
          if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            // TLS 1.2 answers an end with an end (RFC 5246, section 7.2.1).
            ctx.writeAndFlush(TlsWriter.answer(engine, ctx.alloc()));
          }
          return;
        }
        case BUFFER_UNDERFLOW, BUFFER_OVERFLOW -> throw new SSLException("a malformed record");
      }
    } while (record.hasRemaining());
  }

  /** New keys may have to be answered with new keys; a new handshake is refused. */
  private void answer(ChannelHandlerContext ctx) throws SSLException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED) {
      return;
    }
    if (status != HandshakeStatus.NEED_WRAP || ++answers > MOST_ANSWERS) {
      throw new SSLException("it asks for another handshake");
    }
    ctx.writeAndFlush(TlsWriter.answer(engine, ctx.alloc()));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    super.channelReadComplete(ctx);
    if (saidFarewell && !wireEnded) {
      if (!told) {
        told = true;
        ctx.fireUserEventTriggered(Layer.EndSaid.INSTANCE);
      }
      ctx.read();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownReadComplete) {
      wireEnded = true;
      if (saidFarewell) {
        ctx.fireUserEventTriggered(event);
      } else {
        ctx.fireUserEventTriggered(
            new Layer.CutOff("the peer's TLS was cut off: no close_notify before its end"));
      }
    } else if (!(event instanceof ChannelInputShutdownEvent)) {
      ctx.fireUserEventTriggered(event);
    }
  }
}
