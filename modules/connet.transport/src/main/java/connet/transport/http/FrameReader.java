package connet.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.EOFException;
import java.io.IOException;

/** Reads the frames of a WebSocket client. One thread at a time. */
final class FrameReader implements AutoCloseable {
  private final Wire wire;
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new WebSocket13FrameDecoder(
              WebSocketDecoderConfig.newBuilder()
                  .expectMaskedFrames(true)
                  .allowMaskMismatch(false)
                  .allowExtensions(false)
                  .maxFramePayloadLength(Limits.FRAME)
                  .closeOnProtocolViolation(false)
                  .build()));

  FrameReader(Wire wire) {
    this.wire = wire;
  }

  /**
   * Waits for the next frame, which the caller releases.
   *
   * @throws EOFException if the client has ended without a closing
   * @throws io.netty.handler.codec.DecoderException if a frame is malformed or too large
   */
  WebSocketFrame next() throws IOException {
    WebSocketFrame frame = channel.readInbound();
    while (frame == null) {
      ByteBuf buffer = PooledByteBufAllocator.DEFAULT.heapBuffer(Limits.PIECE);
      int count;
      try {
        count = buffer.writeBytes(wire.input(), Limits.PIECE);
      } catch (IOException e) {
        buffer.release();
        throw e;
      }
      if (count < 0) {
        buffer.release();
        throw new EOFException("the WebSocket client has ended without a closing");
      }
      channel.writeInbound(buffer);
      frame = channel.readInbound();
    }
    return frame;
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
