package connet.transport.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;

/** Netty's answer to the opening handshake of a WebSocket connection. */
final class WebSocketAcceptance extends WebSocketServerHandshaker13 {
  WebSocketAcceptance() {
    super("", null, WebSocketDecoderConfig.newBuilder().build());
  }

  FullHttpResponse of(HttpRequest request) {
    var whole =
        new DefaultFullHttpRequest(
            request.protocolVersion(),
            request.method(),
            request.uri(),
            Unpooled.EMPTY_BUFFER,
            request.headers(),
            new DefaultHttpHeaders());
    return newHandshakeResponse(whole, null);
  }
}
