package connet.transport.http;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_GATEWAY;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Locale;

/**
 * Accepts WebSocket connections (RFC 6455) and passes the bytes of their messages on to a server
 * that knows nothing of WebSockets, and its bytes back in binary messages.
 */
public final class WebSocketProxy implements ServerConnection.Handler {
  private static final int KEY_BYTES = 16; // RFC 6455, section 4.2.1

  private final String path;
  private final Upstream.Dialer dialer;

  /**
   * A proxy.
   *
   * @param path at which connections are accepted, escaped; one that ends with a slash stands for
   *     everything under it
   */
  public WebSocketProxy(String path, Upstream.Dialer dialer) {
    this.path = path.isEmpty() ? "/" : path;
    this.dialer = dialer;
  }

  @Override
  public boolean handle(Exchange exchange) throws IOException, InterruptedException {
    String asked = exchange.path();
    if (!asked.equals(path) && !(path.endsWith("/") && asked.startsWith(path))) {
      exchange.respond(NOT_FOUND, "there is no WebSocket at this path");
      return true;
    }
    check(exchange);
    Upstream upstream;
    try {
      upstream = dialer.dial();
    } catch (Upstream.UnavailableException e) {
      exchange.respond(BAD_GATEWAY, "connet: " + e.getMessage());
      return true;
    }
    try (upstream) {
      exchange.connection().writer().write(new WebSocketAcceptance().of(exchange.request()));
      WebSocketRelay.run(exchange.connection().wire(), upstream.wire());
    }
    return false;
  }

  private static void check(Exchange exchange) throws HttpProblem {
    HttpRequest request = exchange.request();
    HttpHeaders headers = request.headers();
    if (!request.method().equals(HttpMethod.GET)
        || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        || !"websocket".equalsIgnoreCase(Rewrite.upgrade(request))
        || !"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
        || !isKey(exchange.header(HttpHeaderNames.SEC_WEBSOCKET_KEY))
        || exchange.hasBody()
        || exchange.connection().reader().holdsMore()) {
      throw new HttpProblem(BAD_REQUEST, "only WebSocket connections, version 13, are made here");
    }
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null && !sameHost(origin, exchange.header(HttpHeaderNames.HOST))) {
      throw new HttpProblem(FORBIDDEN, "a page from elsewhere cannot connect here");
    }
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Pages of other sites would connect in the name of whoever looks at them. */
  private static boolean sameHost(String origin, String host) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority != null
          && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
