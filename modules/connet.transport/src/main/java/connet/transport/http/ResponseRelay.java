package connet.transport.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.time.Duration;

/** Passes responses of a server back to the one who has asked. */
final class ResponseRelay {
  private ResponseRelay() {}

  /**
   * Passes a response back with its body.
   *
   * @return whether the server's connection can carry another request
   * @throws IOException if either side breaks: the response is then cut, and must not look whole
   */
  static boolean passBack(Exchange exchange, HttpResponse response, MessageReader reader)
      throws IOException {
    HttpRequest request = exchange.request();
    boolean endsByLength = hasNoBody(request, response) || HttpUtil.isContentLengthSet(response);
    boolean chunked = HttpUtil.isTransferEncodingChunked(response);
    boolean reusable = HttpUtil.isKeepAlive(response) && (endsByLength || chunked);

    HttpResponse out = Rewrite.response(response);
    out.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
    if (!endsByLength) {
      if (request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
        out.headers().set("Transfer-Encoding", "chunked");
      } else {
        exchange.lastOne();
      }
    }
    exchange.respond(out);
    boolean last = false;
    while (!last) {
      HttpContent piece = reader.content(Duration.ZERO);
      last = piece instanceof LastHttpContent;
      exchange.respond(piece);
    }
    return reusable;
  }

  /** Passes a response back that another one follows. */
  static void passBackInterim(Exchange exchange, HttpResponse response) throws IOException {
    exchange.connection().writer().headOnly(false);
    exchange.connection().writer().write(Rewrite.response(response));
    exchange.connection().writer().write(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  /** Passes the response back after which the connection speaks another protocol. */
  static void passBackSwitch(Exchange exchange, HttpResponse response, String protocol)
      throws IOException {
    HttpResponse out = Rewrite.response(response);
    out.headers().set("Connection", "Upgrade");
    out.headers().set("Upgrade", protocol);
    exchange.connection().writer().headOnly(false);
    exchange.connection().writer().write(out);
    exchange.connection().writer().write(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private static boolean hasNoBody(HttpRequest request, HttpResponse response) {
    return request.method().equals(HttpMethod.HEAD)
        || response.status().equals(HttpResponseStatus.NO_CONTENT)
        || response.status().equals(HttpResponseStatus.NOT_MODIFIED);
  }
}
