package connet.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * One request and its response. Used by one thread, but for the body of the request, whose reading
 * may be left to another one.
 */
public final class Exchange {
  /** RFC 9110, section 5.6.7. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ServerConnection connection;
  private final HttpRequest request;
  private boolean keepAlive;
  private volatile boolean bodyRead;
  private boolean answered;

  Exchange(ServerConnection connection, HttpRequest request) {
    this.connection = connection;
    this.request = request;
    this.keepAlive = HttpUtil.isKeepAlive(request);
  }

  HttpRequest request() {
    return request;
  }

  ServerConnection connection() {
    return connection;
  }

  /** The request's method, in capitals as it was sent. */
  public String method() {
    return request.method().name();
  }

  /** What is asked for, escaped as it was sent, up to the question mark. */
  public String path() throws IOException {
    return Target.parse(request.uri()).path();
  }

  /** What follows the question mark; empty if there is nothing. */
  public String query() throws IOException {
    return Target.parse(request.uri()).query();
  }

  /** The first value of a header; empty if there is none. */
  public String header(CharSequence name) {
    String value = request.headers().get(name);
    return value == null ? "" : value;
  }

  /** Whether the request has a body that nobody has read yet. */
  boolean hasBody() {
    return !bodyRead
        && (HttpUtil.isTransferEncodingChunked(request)
            || HttpUtil.getContentLength(request, 0L) > 0);
  }

  /** Whether the request has no body at all; its end has then been read. */
  boolean takeEmptyBody() throws IOException {
    if (hasBody()) {
      return false;
    }
    if (!bodyRead) {
      connection.reader().content(Limits.HEAD).release();
      bodyRead = true;
    }
    return true;
  }

  /** The body has been read to its end. */
  void bodyRead() {
    bodyRead = true;
  }

  boolean answered() {
    return answered;
  }

  /** Nothing follows on this connection. */
  void lastOne() {
    keepAlive = false;
  }

  boolean goesOn() {
    return keepAlive && bodyRead;
  }

  /**
   * Answers.
   *
   * @param headers without those that tell the body's length
   * @param length of the body, in bytes
   * @param body read to that length, and not at all for a HEAD; not closed
   */
  public void respond(int status, Map<String, String> headers, long length, InputStream body)
      throws IOException {
    var response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    headers.forEach(response.headers()::set);
    response.headers().set("Date", DATE.format(Instant.now()));
    if (status != 304) {
      response.headers().set("Content-Length", length);
    }
    if (hasBody()) {
      keepAlive = false;
    }
    respond(response);
    boolean headOnly = request.method().equals(HttpMethod.HEAD) || status == 304;
    for (long left = headOnly ? 0 : length; left > 0; ) {
      ByteBuf piece = PooledByteBufAllocator.DEFAULT.heapBuffer(Limits.PIECE);
      int count;
      try {
        count = piece.writeBytes(body, (int) Math.min(left, Limits.PIECE));
      } catch (IOException e) {
        piece.release();
        throw e;
      }
      if (count < 0) {
        piece.release();
        throw new EOFException("what is sent has become shorter meanwhile");
      }
      left -= count;
      respond(new DefaultHttpContent(piece));
    }
    respond(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  /** Answers with a line of text. */
  void respond(HttpResponseStatus status, String text) throws IOException {
    byte[] line = (text + "\n").getBytes(UTF_8);
    respond(
        status.code(),
        Map.of("Content-Type", "text/plain; charset=utf-8"),
        line.length,
        new ByteArrayInputStream(line));
  }

  /** Passes a head on, which says whether the connection lasts. */
  void respond(HttpResponse response) throws IOException {
    answered = true;
    boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (!keepAlive) {
      response.headers().set("Connection", "close");
    } else if (old) {
      response.headers().set("Connection", "keep-alive");
    }
    connection.writer().headOnly(request.method().equals(HttpMethod.HEAD));
    connection.writer().write(response);
  }

  /** Passes a piece of the body on. */
  void respond(HttpContent content) throws IOException {
    connection.writer().write(content);
  }
}
