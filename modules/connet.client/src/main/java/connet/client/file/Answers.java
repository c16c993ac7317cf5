package connet.client.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import connet.transport.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Short responses. */
final class Answers {
  private Answers() {}

  static void text(HttpExchange exchange, int status, String line, Map<String, String> headers)
      throws IOException {
    var all = new HashMap<>(headers);
    all.put("Content-Type", "text/plain; charset=utf-8");
    respond(exchange, status, all, line + "\n");
  }

  static void html(HttpExchange exchange, String page) throws IOException {
    respond(exchange, 200, Map.of("Content-Type", "text/html; charset=utf-8"), page);
  }

  /** To a target that is relative, so that no path can make it one of another host. */
  static void redirect(HttpExchange exchange, String target) throws IOException {
    String query = exchange.query();
    String location = query.isEmpty() ? target : target + "?" + query;
    respond(exchange, 301, Map.of("Location", location), "");
  }

  private static void respond(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.respond(status, headers, bytes.length, new ByteArrayInputStream(bytes));
  }
}
