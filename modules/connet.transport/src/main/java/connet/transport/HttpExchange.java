package connet.transport;

import connet.transport.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** One HTTP request and its response. Used by the thread that it is handed to. */
public final class HttpExchange {
  private final Exchange exchange;

  HttpExchange(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The request's method, as it was sent. */
  public String method() {
    return exchange.method();
  }

  /** What is asked for up to the question mark, escaped as it was sent; begins with a slash. */
  public String path() throws IOException {
    return exchange.path();
  }

  /** What follows the question mark, escaped; empty if there is nothing. */
  public String query() throws IOException {
    return exchange.query();
  }

  /** The first value of a header of the request; empty if there is none. */
  public String header(String name) {
    return exchange.header(name);
  }

  /**
   * Answers.
   *
   * @param status 200 to 599
   * @param headers without Content-Length and Connection
   * @param length of the body, in bytes
   * @param body of which so many bytes are sent; not read for HEAD, not closed
   */
  public void respond(int status, Map<String, String> headers, long length, InputStream body)
      throws IOException {
    exchange.respond(status, headers, length, body);
  }
}
