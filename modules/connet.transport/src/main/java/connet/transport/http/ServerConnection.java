package connet.transport.http;

import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of an HTTP/1.1 connection: reads one request after the other, hands it to
 * somebody who answers, and ends the connection so that the last response arrives.
 *
 * <p>Runs on the thread that serves it; the wire is left to whoever made it.
 */
public final class ServerConnection {
  /** Answers requests. */
  public interface Handler {
    /**
     * Answers one request.
     *
     * @return false if the connection is no longer one of HTTP
     * @throws IOException if it cannot be answered any more: the connection is then broken off
     */
    boolean handle(Exchange exchange) throws IOException, InterruptedException;
  }

  private final Wire wire;
  private final MessageReader reader;
  private final MessageWriter writer;

  private ServerConnection(Wire wire) {
    this.wire = wire;
    this.reader = new MessageReader(wire, new RequestDecoder());
    this.writer = MessageWriter.ofResponses(wire);
  }

  /**
   * Serves a connection until it has ended.
   *
   * @throws IOException if it has to be broken off
   */
  public static void serve(Wire wire, Handler handler) throws IOException, InterruptedException {
    var connection = new ServerConnection(wire);
    wire.writeTimeout(Limits.STALLED);
    try {
      connection.serve(handler);
    } finally {
      connection.reader.close();
      connection.writer.close();
    }
  }

  Wire wire() {
    return wire;
  }

  MessageReader reader() {
    return reader;
  }

  MessageWriter writer() {
    return writer;
  }

  private void serve(Handler handler) throws IOException, InterruptedException {
    boolean on = true;
    while (on) {
      HttpRequest request;
      try {
        request = next();
      } catch (HttpProblem e) {
        refuse(e);
        break;
      }
      if (request == null) {
        break;
      }
      var exchange = new Exchange(this, request);
      try {
        RequestCheck.check(request);
        exchange.takeEmptyBody();
        if (!handler.handle(exchange)) {
          return;
        }
      } catch (HttpProblem e) {
        if (exchange.answered()) {
          throw e;
        }
        exchange.lastOne();
        exchange.respond(e.status(), String.valueOf(e.getMessage()));
      }
      on = exchange.goesOn();
    }
    Lingering.end(wire);
  }

  /** The next request; null when there will be none. */
  private @Nullable HttpRequest next() throws IOException {
    try {
      return (HttpRequest) reader.head(Limits.IDLE, Limits.HEAD);
    } catch (SocketTimeoutException e) {
      return null;
    }
  }

  private void refuse(HttpProblem problem) throws IOException {
    var unread = new Exchange(this, RequestDecoder.unreadable());
    unread.lastOne();
    unread.respond(problem.status(), String.valueOf(problem.getMessage()));
  }
}
