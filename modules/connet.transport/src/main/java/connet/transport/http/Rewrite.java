package connet.transport.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy changes in heads.
 *
 * @param host told to the next server
 * @param base put before the targets of requests
 * @param forwardedFor the address of the one who asks
 * @param secure whether the one who asks came by TLS
 */
record Rewrite(String host, Target base, String forwardedFor, boolean secure) {
  /** Mean one connection only (RFC 9110, section 7.6.1), or meant that before it was written. */
  private static final List<CharSequence> HOP_BY_HOP =
      List.of(
          HttpHeaderNames.CONNECTION,
          "Proxy-Connection",
          "Keep-Alive",
          HttpHeaderNames.PROXY_AUTHENTICATE,
          HttpHeaderNames.PROXY_AUTHORIZATION,
          HttpHeaderNames.TE,
          HttpHeaderNames.UPGRADE);

  /** Said by those before us, whom we do not know. */
  private static final List<String> FORWARDING =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto");

  /**
   * The request as it is passed on. Names are written in capitals, as some servers expect them to
   * be.
   */
  HttpRequest request(HttpRequest in) throws HttpProblem {
    String target = Target.parse(in.uri()).under(base);
    var out = new DefaultHttpRequest(HttpVersion.HTTP_1_1, in.method(), target);
    HttpHeaders headers = out.headers().add(in.headers());
    String upgrade = upgrade(in);
    boolean trailers = in.headers().containsValue(HttpHeaderNames.TE, "trailers", true);
    removeHopByHop(headers);
    if (trailers) {
      headers.set("TE", "trailers");
    }
    if (upgrade != null) {
      headers.set("Connection", "Upgrade");
      headers.set("Upgrade", upgrade);
    }
    FORWARDING.forEach(headers::remove);
    headers.set("X-Forwarded-For", forwardedFor);
    String asked = in.headers().get(HttpHeaderNames.HOST);
    if (asked != null) {
      headers.set("X-Forwarded-Host", asked);
    }
    headers.set("X-Forwarded-Proto", secure ? "https" : "http");
    headers.set("Host", host);
    return out;
  }

  /** The response as it is passed back, without what says how long its body is or lasts. */
  static HttpResponse response(HttpResponse in) {
    var out = new DefaultHttpResponse(HttpVersion.HTTP_1_1, in.status());
    removeHopByHop(out.headers().add(in.headers()));
    return out;
  }

  /** To what somebody wants to switch; null for nothing. */
  static @Nullable String upgrade(HttpMessage message) {
    HttpHeaders headers = message.headers();
    return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        ? headers.get(HttpHeaderNames.UPGRADE)
        : null;
  }

  /**
   * Takes away what is meant for us alone. Transfer-Encoding stays: it is checked to be chunked,
   * and we encode in the same way.
   */
  private static void removeHopByHop(HttpHeaders headers) {
    for (String line : headers.getAll(HttpHeaderNames.CONNECTION)) {
      for (String name : line.split(",", -1)) {
        String named = name.strip();
        boolean framing =
            HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(named)
                || HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(named);
        if (!named.isEmpty() && !framing) {
          headers.remove(named);
        }
      }
    }
    HOP_BY_HOP.forEach(headers::remove);
  }
}
