package connet.transport.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Passes the body of a request on while the response is on its way, and then watches whether the
 * one who asks is still there. Runs on a virtual thread of its own, and alone reads the front
 * meanwhile.
 */
final class RequestPump {
  private final Exchange exchange;
  private final ClientConnection server;
  private final Thread thread = Thread.ofVirtual().name("request body").unstarted(this::run);
  private volatile boolean complete;
  private volatile @Nullable HttpProblem problem;

  private RequestPump(Exchange exchange, ClientConnection server) {
    this.exchange = exchange;
    this.server = server;
  }

  static RequestPump start(Exchange exchange, ClientConnection server) {
    var pump = new RequestPump(exchange, server);
    pump.thread.start();
    return pump;
  }

  private void run() {
    try {
      if (exchange.takeEmptyBody() || passOn()) {
        complete = true;
        watch();
      }
    } catch (HttpProblem e) {
      problem = e;
      server.upstream().wire().reset();
    } catch (IOException e) {
      // Interrupted, or the one who asks is gone; in the first case nobody minds the reset, as a
      // request that was not passed on as a whole is the last one of its connection.
      if (!complete || !Thread.currentThread().isInterrupted()) {
        server.upstream().wire().reset();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False if the server does not want the rest: its response may say why. */
  private boolean passOn() throws IOException {
    while (true) {
      HttpContent piece = exchange.connection().reader().content(Limits.STALLED);
      boolean last = piece instanceof LastHttpContent;
      if (last) {
        exchange.bodyRead();
      }
      try {
        server.writer().write(piece);
      } catch (IOException e) {
        return false;
      }
      if (last) {
        return true;
      }
    }
  }

  private void watch() throws IOException, InterruptedException {
    if (!exchange.connection().reader().awaitMore()) {
      Thread.sleep(Limits.HALF_CLOSED);
      server.upstream().wire().reset();
    }
  }

  /** Stops. Whether the body has been passed on as a whole; what was wrong with it, if anything. */
  boolean stop() throws InterruptedException, HttpProblem {
    thread.interrupt();
    thread.join();
    if (problem != null) {
      throw problem;
    }
    return complete;
  }
}
