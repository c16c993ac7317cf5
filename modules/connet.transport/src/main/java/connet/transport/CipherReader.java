package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Opens records of "dhxcp". The stream may end between two of them only; one that was cut off there
 * cannot be told from an end. Runs on the event loop.
 */
final class CipherReader extends ByteToMessageDecoder {
  private final RecordCipher cipher;
  private boolean broken;

  CipherReader(byte[] key) {
    this.cipher = RecordCipher.opening(key);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws StreamResetException {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < CipherWriter.HEADER) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex());
    if (length < RecordCipher.TAG) {
      broken = true;
      throw new StreamResetException("an encrypted record of only " + length + " bytes", 0);
    }
    if (in.readableBytes() < CipherWriter.HEADER + length) {
      return;
    }
    in.skipBytes(CipherWriter.HEADER);
    ByteBuf plain = ctx.alloc().directBuffer(length);
    try {
      cipher.next(in, length, plain);
      if (plain.isReadable()) {
        out.add(plain.retain());
      }
    } catch (GeneralSecurityException e) {
      broken = true;
      throw new StreamResetException(
          "an encrypted record does not open: changed, repeated or left out on the way", 0);
    } finally {
      plain.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownReadComplete && actualReadableBytes() > 0) {
      ctx.fireUserEventTriggered(
          new Layer.CutOff("the stream was cut off within an encrypted record"));
    } else if (!(event instanceof ChannelInputShutdownEvent)) {
      ctx.fireUserEventTriggered(event);
    }
  }
}
