package connet.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the frames of a WebSocket client. One thread at a time. */
final class FrameReader implements AutoCloseable {
  /** What all readers of this process hold of frames that are not there as a whole. */
  private static final AtomicLong HELD_BY_ALL = new AtomicLong();

  private final Wire wire;
  private final Decoder decoder = new Decoder();
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder);
  private int held;

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
      if (count(decoder.held()) > Limits.FRAMES && held > Limits.PIECE) {
        throw new TooLongFrameException("there are too many large frames at once");
      }
    }
    return frame;
  }

  private long count(int now) {
    long all = HELD_BY_ALL.addAndGet(now - held);
    held = now;
    return all;
  }

  @Override
  public void close() {
    count(0);
    channel.finishAndReleaseAll();
  }

  private static final class Decoder extends WebSocket13FrameDecoder {
    Decoder() {
      super(
          WebSocketDecoderConfig.newBuilder()
              .expectMaskedFrames(true)
              .allowMaskMismatch(false)
              .allowExtensions(false)
              .maxFramePayloadLength(Limits.FRAME)
              .closeOnProtocolViolation(false)
              .build());
    }

    int held() {
      return actualReadableBytes();
    }
  }
}
