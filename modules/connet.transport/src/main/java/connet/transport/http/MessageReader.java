package connet.transport.http;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_TIMEOUT;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_URI_TOO_LONG;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages from a wire through one of Netty's decoders, piece by piece. One thread at a time;
 * closed by whoever made it.
 */
final class MessageReader implements AutoCloseable {
  private final Wire wire;
  private final EmbeddedChannel channel;
  private final HeldBytes decoder;
  private boolean ended;

  MessageReader(Wire wire, RequestDecoder decoder) {
    this(wire, new EmbeddedChannel(decoder), decoder);
  }

  MessageReader(Wire wire, ResponseDecoder decoder) {
    this(wire, new EmbeddedChannel(decoder), decoder);
  }

  private MessageReader(Wire wire, EmbeddedChannel channel, HeldBytes decoder) {
    this.wire = wire;
    this.channel = channel;
    this.decoder = decoder;
  }

  /** Bytes that a decoder has taken and made nothing of yet. */
  interface HeldBytes {
    int held();
  }

  /**
   * Waits for the head of the next message; null when the peer has ended between two messages.
   *
   * @param idle until its first byte
   * @param whole from then on until its last
   * @throws HttpProblem if it is malformed or takes too long
   */
  @Nullable HttpMessage head(Duration idle, Duration whole) throws IOException {
    boolean begun = decoder.held() > 0;
    wire.readTimeout(begun ? whole : idle);
    long end = System.nanoTime() + whole.toNanos();
    while (!pending()) {
      if (begun && !whole.isZero()) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
          throw tooSlow();
        }
        wire.readTimeout(left);
      }
      try {
        if (!fill()) {
          return null;
        }
      } catch (SocketTimeoutException e) {
        if (begun) {
          throw tooSlow();
        }
        throw e;
      }
      if (!begun) {
        begun = true;
        end = System.nanoTime() + whole.toNanos();
      }
    }
    Object next = channel.readInbound();
    if (next instanceof HttpMessage message) {
      check(message);
      return message;
    }
    ReferenceCountUtil.release(next);
    throw new HttpProblem(BAD_REQUEST, "a message does not begin with its head");
  }

  private static HttpProblem tooSlow() {
    return new HttpProblem(REQUEST_TIMEOUT, "the head of the request takes too long");
  }

  /**
   * Waits for the next piece of the message's body, the last of which is a {@link
   * io.netty.handler.codec.http.LastHttpContent}. The caller releases it.
   *
   * @param patience how long it may take; zero: for ever
   * @throws EOFException if the peer ends before the message does
   */
  HttpContent content(Duration patience) throws IOException {
    wire.readTimeout(patience);
    while (!pending()) {
      if (!fill()) {
        throw new EOFException("the message ends early");
      }
    }
    Object next = channel.readInbound();
    if (next instanceof HttpContent content) {
      try {
        check(content);
        return content;
      } catch (HttpProblem e) {
        content.release();
        throw e;
      }
    }
    ReferenceCountUtil.release(next);
    throw new HttpProblem(BAD_REQUEST, "the message has no body");
  }

  /**
   * Waits until more than the current message has come, or the peer has ended, which returns false.
   */
  boolean awaitMore() throws IOException {
    wire.readTimeout(Duration.ZERO);
    while (!pending() && decoder.held() == 0) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  /** Whether something has been received after the current message. */
  boolean holdsMore() {
    return pending() || decoder.held() > 0;
  }

  /**
   * Whether the peer has been silent since the last message, as it should be between two of them.
   * Takes a millisecond if so.
   */
  boolean isIdle() throws IOException {
    if (holdsMore() || ended) {
      return false;
    }
    wire.readTimeout(Duration.ofMillis(1));
    try {
      fill();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  /** Passes on what came after a switch to another protocol. */
  void rest(OutputStream to) throws IOException {
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      try {
        if (next instanceof ByteBuf bytes) {
          bytes.readBytes(to, bytes.readableBytes());
        }
      } finally {
        ReferenceCountUtil.release(next);
      }
    }
  }

  private boolean pending() {
    return !channel.inboundMessages().isEmpty();
  }

  /** Reads and decodes some bytes; false at the peer's end, and when nothing more comes of it. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
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
      ended = true;
      channel.finish();
      return pending();
    }
    channel.writeInbound(buffer);
    return true;
  }

  private static void check(HttpObject object) throws HttpProblem {
    if (object.decoderResult().isFailure()) {
      Throwable cause = object.decoderResult().cause();
      throw switch (cause) {
        case TooLongHttpLineException e ->
            new HttpProblem(REQUEST_URI_TOO_LONG, "the first line is too long");
        case TooLongHttpHeaderException e ->
            new HttpProblem(REQUEST_HEADER_FIELDS_TOO_LARGE, "the header is too long");
        default -> new HttpProblem(BAD_REQUEST, "malformed: " + cause.getMessage());
      };
    }
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
