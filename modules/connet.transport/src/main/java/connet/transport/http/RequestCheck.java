package connet.transport.http;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.EXPECT;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.EXPECTATION_FAILED;
import static io.netty.handler.codec.http.HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_IMPLEMENTED;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Refuses messages that two readers could understand in two ways: whoever comes after us would take
 * part of one message for another (request smuggling).
 */
final class RequestCheck {
  private RequestCheck() {}

  static void check(HttpRequest request) throws HttpProblem {
    HttpVersion version = request.protocolVersion();
    boolean one = version.equals(HttpVersion.HTTP_1_1);
    if (!one && !version.equals(HttpVersion.HTTP_1_0)) {
      throw new HttpProblem(HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 is spoken here");
    }
    if (request.method().equals(HttpMethod.CONNECT)) {
      throw new HttpProblem(METHOD_NOT_ALLOWED, "CONNECT is not for a reverse proxy");
    }
    HttpHeaders headers = request.headers();
    List<String> hosts = headers.getAll(HOST);
    // RFC 9112, section 3.2
    if (hosts.size() > 1 || (one && hosts.isEmpty())) {
      throw new HttpProblem(BAD_REQUEST, "one Host is needed");
    }
    if (!hosts.isEmpty() && !hosts.getFirst().chars().allMatch(RequestCheck::fitsHost)) {
      throw new HttpProblem(BAD_REQUEST, "malformed Host");
    }
    checkLength(request, BAD_REQUEST, NOT_IMPLEMENTED);
    for (String expectation : headers.getAll(EXPECT)) {
      if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expectation)) {
        throw new HttpProblem(EXPECTATION_FAILED, "only 100-continue can be expected");
      }
    }
  }

  /** The rules that hold for responses as well. */
  static void checkLength(
      HttpMessage message, HttpResponseStatus contradiction, HttpResponseStatus unknown)
      throws HttpProblem {
    List<String> codings = message.headers().getAll(TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return;
    }
    if (message.headers().contains(CONTENT_LENGTH)) {
      throw new HttpProblem(contradiction, "Content-Length and Transfer-Encoding in one message");
    }
    if (message.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      throw new HttpProblem(contradiction, "HTTP/1.0 has no Transfer-Encoding");
    }
    if (codings.size() > 1
        || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst())) {
      throw new HttpProblem(unknown, "only the transfer coding \"chunked\" is understood");
    }
  }

  private static boolean fitsHost(int c) {
    return c > ' ' && c < 0x7f && "\"#/<>?@\\^`{|}".indexOf(c) < 0;
  }
}
