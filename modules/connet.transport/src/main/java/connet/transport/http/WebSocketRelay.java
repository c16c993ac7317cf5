package connet.transport.http;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Carries the content of a WebSocket connection to a server and back. The thread that runs it reads
 * the WebSocket, one of its own reads the server.
 */
final class WebSocketRelay {
  /**
   * Whoever has closed its end still gets what the server says to the end of its input, unless the
   * server is silent for so long: many wait for the closing of the other end for ten seconds.
   */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Wire front;
  private final Wire server;
  private final FrameReader frames;
  private final FrameWriter answers;
  private final CountDownLatch closedByFront = new CountDownLatch(1);
  private final Thread back = Thread.ofVirtual().name("WebSocket back").unstarted(this::passBack);

  private WebSocketRelay(Wire front, Wire server) {
    this.front = front;
    this.server = server;
    this.frames = new FrameReader(front);
    this.answers = new FrameWriter(front);
  }

  /** Returns when it has ended; breaks the server's side off if the front has not closed. */
  static void run(Wire front, Wire server) throws IOException, InterruptedException {
    var relay = new WebSocketRelay(front, server);
    front.readTimeout(Duration.ZERO);
    server.readTimeout(Duration.ZERO);
    server.writeTimeout(Limits.STALLED);
    relay.back.start();
    boolean closed = false;
    try {
      closed = relay.passOn();
    } finally {
      relay.closedByFront.countDown();
      if (!closed) {
        server.reset();
      }
      relay.back.interrupt();
      relay.back.join();
      relay.frames.close();
      relay.answers.close();
    }
    Lingering.end(front);
  }

  /** Whether the front has closed as it should. */
  private boolean passOn() throws IOException, InterruptedException {
    try {
      while (true) {
        WebSocketFrame frame = frames.next();
        try {
          switch (frame) {
            case CloseWebSocketFrame close -> {
              hearLastWords();
              return true;
            }
            case PingWebSocketFrame ping ->
                answers.write(new PongWebSocketFrame(ping.content().retain()));
            case PongWebSocketFrame pong -> {}
            default -> passOn(frame);
          }
        } finally {
          frame.release();
        }
      }
    } catch (DecoderException e) {
      answers.close(status(e));
      return false;
    }
  }

  private void passOn(WebSocketFrame frame) throws IOException {
    OutputStream out = server.output();
    try {
      frame.content().readBytes(out, frame.content().readableBytes());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // The server takes no more. What it says to the end still counts, and closes the front.
      frame.content().skipBytes(frame.content().readableBytes());
    }
  }

  /** The front has closed: the server still gets to its end, if it goes on speaking. */
  private void hearLastWords() throws IOException, InterruptedException {
    closedByFront.countDown();
    server.shutdownOutput();
    while (!back.join(LAST_WORDS)) {
      if (answers.silentFor(LAST_WORDS)) {
        back.interrupt();
      }
    }
    answers.close(WebSocketCloseStatus.NORMAL_CLOSURE);
  }

  private void passBack() {
    byte[] piece = new byte[Limits.PIECE];
    try {
      for (int count = server.input().read(piece); count >= 0; count = server.input().read(piece)) {
        answers.binary(piece, count);
      }
      answers.close(WebSocketCloseStatus.NORMAL_CLOSURE);
    } catch (InterruptedIOException e) {
      return;
    } catch (IOException e) {
      closeBroken();
    }
    // The front answers a closing with one of its own.
    try {
      if (!closedByFront.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
        front.reset();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeBroken() {
    try {
      answers.close(WebSocketCloseStatus.INTERNAL_SERVER_ERROR);
    } catch (IOException e) {
      front.reset();
    }
  }

  private static WebSocketCloseStatus status(DecoderException e) {
    return switch (e) {
      case CorruptedWebSocketFrameException corrupted -> corrupted.closeStatus();
      case TooLongFrameException tooLong -> WebSocketCloseStatus.MESSAGE_TOO_BIG;
      default -> WebSocketCloseStatus.PROTOCOL_ERROR;
    };
  }
}
