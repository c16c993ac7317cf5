package connet.transport;

import java.io.IOException;

/** Answers the requests of one stream, one after the other. */
@FunctionalInterface
public interface HttpHandler {
  /**
   * Answers one request by {@link HttpExchange#respond}, once.
   *
   * @throws IOException if it cannot be answered any more: the stream is then broken off
   */
  void handle(HttpExchange exchange) throws IOException;
}
