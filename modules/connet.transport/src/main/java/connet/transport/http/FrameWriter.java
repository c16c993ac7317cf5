package connet.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes frames to a WebSocket client; nothing follows the closing one.
 *
 * <p>Thread-safe.
 */
final class FrameWriter implements AutoCloseable {
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by lock, as are the fields below; held while a frame is written. */
  private final EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));

  private boolean closed;
  private volatile long lastContent = System.nanoTime();

  FrameWriter(Wire wire) {
    this.out = wire.output();
  }

  /** Writes a binary message. */
  void binary(byte[] bytes, int length) throws IOException {
    write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes, 0, length)));
    lastContent = System.nanoTime();
  }

  /** Writes the closing frame if none was written. */
  void close(WebSocketCloseStatus status) throws IOException {
    lock.lock();
    try {
      write(new CloseWebSocketFrame(status));
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no message was written for so long. */
  boolean silentFor(Duration time) {
    return System.nanoTime() - lastContent >= time.toNanos();
  }

  /** Writes a frame, which it takes over. */
  void write(WebSocketFrame frame) throws IOException {
    lock.lock();
    try {
      if (closed) {
        frame.release();
        return;
      }
      channel.writeOutbound(frame);
      try {
        for (ByteBuf bytes = channel.readOutbound();
            bytes != null;
            bytes = channel.readOutbound()) {
          try {
            bytes.readBytes(out, bytes.readableBytes());
          } finally {
            bytes.release();
          }
        }
      } finally {
        channel.releaseOutbound();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
