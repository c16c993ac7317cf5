package connet.transport.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;

/** Netty's decoder of requests, which leaves contradictions in them for {@link RequestCheck}. */
final class RequestDecoder extends HttpRequestDecoder implements MessageReader.HeldBytes {
  RequestDecoder() {
    super(config());
  }

  static HttpDecoderConfig config() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(Limits.LINE)
        .setMaxHeaderSize(Limits.HEADERS)
        .setMaxChunkSize(Limits.PIECE);
  }

  /** Stands for a request whose head could not be read. */
  static HttpRequest unreadable() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
  }

  @Override
  public int held() {
    return actualReadableBytes();
  }

  /** Netty would take the length away, and nobody would know that there were two. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}
}
