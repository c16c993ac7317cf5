package connet.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to a wire through one of Netty's encoders. One thread at a time; closed by
 * whoever made it.
 */
final class MessageWriter implements AutoCloseable {
  private final OutputStream out;
  private final EmbeddedChannel channel;
  private final @Nullable ResponseEncoder responses;

  private MessageWriter(Wire wire, EmbeddedChannel channel, @Nullable ResponseEncoder responses) {
    this.out = wire.output();
    this.channel = channel;
    this.responses = responses;
  }

  static MessageWriter ofRequests(Wire wire) {
    return new MessageWriter(wire, new EmbeddedChannel(new HttpRequestEncoder()), null);
  }

  static MessageWriter ofResponses(Wire wire) {
    var encoder = new ResponseEncoder();
    return new MessageWriter(wire, new EmbeddedChannel(encoder), encoder);
  }

  /** Whether the response that follows has a head only, though it may tell of a body. */
  void headOnly(boolean yes) {
    if (responses != null) {
      responses.headOnly = yes;
    }
  }

  /** Writes a head or a piece of a body, which it takes over. */
  void write(HttpObject object) throws IOException {
    channel.writeOutbound(object);
    try {
      for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
        try {
          bytes.readBytes(out, bytes.readableBytes());
        } finally {
          bytes.release();
        }
      }
    } finally {
      channel.releaseOutbound();
    }
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }

  private static final class ResponseEncoder extends HttpResponseEncoder {
    private boolean headOnly;

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
      return headOnly || super.isContentAlwaysEmpty(response);
    }
  }
}
