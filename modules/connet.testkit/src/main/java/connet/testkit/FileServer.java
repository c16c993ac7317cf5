package connet.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server with one large file, at {@code /file}. */
public final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private FileServer(HttpServer server) {
    this.server = server;
  }

  /** Starts one. */
  public static FileServer start(InetSocketAddress address, Sample file) throws IOException {
    FileServer started = new FileServer(HttpServer.create(address, 0));
    started.server.setExecutor(started.threads);
    started.server.createContext("/file", exchange -> serve(exchange, file));
    started.server.start();
    return started;
  }

  private static void serve(HttpExchange exchange, Sample file) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, file.length());
      try (OutputStream body = exchange.getResponseBody()) {
        file.writeTo(body);
      }
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
