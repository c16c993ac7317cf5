package connet.app.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import connet.app.json.Json;
import connet.app.role.StartException;
import connet.transport.Addresses;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every HTTP request with the status as JSON, whatever its path and method, as the existing
 * network's programs do. There are no secrets in it, but names and addresses: it is for addresses
 * that only the operator reaches.
 */
public final class StatusPage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPage.class);
  private static final int OK = 200;
  private static final int FAILED = 500;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private StatusPage(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes the address; whoever connects is answered when there is a status to tell.
   *
   * @throws StartException when the address is taken
   */
  public static StatusPage bind(InetSocketAddress address) throws StartException, IOException {
    try {
      return new StatusPage(HttpServer.create(address, 0));
    } catch (BindException e) {
      throw new StartException(
          "cannot listen for the status page at TCP "
              + shown(address)
              + ": "
              + e.getMessage()
              + "; choose another address with status-addr or --status-addr",
          e);
    }
  }

  /** Starts to answer. */
  public void serve(Supplier<? extends Map<String, ? extends @Nullable Object>> status) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, status));
    server.start();
    LOG.info("status page address={}", shown(server.getAddress()));
  }

  private static String shown(InetSocketAddress address) {
    return Addresses.show(address);
  }

  private static void answer(
      HttpExchange exchange, Supplier<? extends Map<String, ? extends @Nullable Object>> status)
      throws IOException {
    try (exchange) {
      String text;
      int code = OK;
      String type = "application/json";
      try {
        text = Json.object(status.get()) + "\n";
      } catch (RuntimeException e) {
        LOG.error("the status cannot be told", e);
        text = "server error: the status cannot be told, the log says why\n";
        code = FAILED;
        type = "text/plain; charset=utf-8";
      }
      exchange.getResponseHeaders().set("Content-Type", type);
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(code, NO_BODY);
      } else {
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** Where it answers, with the port that was given to it. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Answers no more; does nothing the second time. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
