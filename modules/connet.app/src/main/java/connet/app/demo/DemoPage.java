package connet.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import connet.app.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The service of the demonstration: a page that shows by which path it was reached. It only listens
 * on the loopback interface, at a port that the destination alone is told.
 */
final class DemoPage implements AutoCloseable {
  /** Where zeros can be fetched, as many MiB as the query says, or sent. */
  static final String BYTES = "bytes";

  private static final String TEMPLATE = "page.html";
  private static final int MAX_MIB = 1024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Supplier<PathReport> report;
  private final String template;

  private DemoPage(HttpServer server, Supplier<PathReport> report, String template) {
    this.server = server;
    this.report = report;
    this.template = template;
  }

  /** Starts to serve; the report is asked for at each request. */
  static DemoPage start(Supplier<PathReport> report) throws IOException {
    String template;
    try (InputStream in = DemoPage.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException("the page is not in the program");
      }
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    DemoPage page = new DemoPage(HttpServer.create(anyPort, 0), report, template);
    page.server.setExecutor(page.threads);
    page.server.createContext("/", page::answer);
    page.server.start();
    return page;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      // The server closes then, and without this header the JDK's client reuses what is closing.
      if ("close".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Connection"))) {
        exchange.getResponseHeaders().set("Connection", "close");
      }
      PathReport now = report.get();
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> send(exchange, 200, "text/html", page(now));
        case "/path" -> send(exchange, 200, "application/json", Json.object(now.members()));
        case "/" + BYTES -> bytes(exchange);
        default -> send(exchange, 404, "text/plain", "there is only one page here\n");
      }
    }
  }

  private static void bytes(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      long got = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      send(exchange, 200, "text/plain", got + "\n");
      return;
    }
    int mib;
    try {
      mib = Integer.parseInt(String.valueOf(exchange.getRequestURI().getQuery()));
    } catch (NumberFormatException e) {
      mib = 0;
    }
    if (mib < 1 || mib > MAX_MIB) {
      send(exchange, 400, "text/plain", "ask for 1 to " + MAX_MIB + " MiB: /bytes?16\n");
      return;
    }
    byte[] block = new byte[1 << 20];
    exchange.sendResponseHeaders(200, (long) mib << 20);
    for (int i = 0; i < mib; i++) {
      exchange.getResponseBody().write(block);
    }
  }

  private String page(PathReport now) {
    String page = template;
    for (Map.Entry<String, Object> member : now.members().entrySet()) {
      // The values are numbers, addresses and words of ours: nothing that HTML would take as
      // markup.
      page = page.replace("{" + member.getKey() + "}", String.valueOf(member.getValue()));
    }
    return page;
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
