package connet.transport.http;

import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;

/** Netty's decoder of responses, which is told when one has a head only. */
final class ResponseDecoder extends HttpResponseDecoder implements MessageReader.HeldBytes {
  private boolean headOnly;

  ResponseDecoder() {
    super(RequestDecoder.config());
  }

  /** What the next responses are answers to. */
  void headOnly(boolean yes) {
    headOnly = yes;
  }

  @Override
  public int held() {
    return actualReadableBytes();
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return headOnly
        || (message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL)
        || super.isContentAlwaysEmpty(message);
  }

  /** Netty would take the length away, and nobody would know that there were two. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}
}
