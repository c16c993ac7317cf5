package connet.client.forward;

import connet.transport.Http;
import connet.transport.HttpHandler;
import java.io.IOException;

/**
 * Answers HTTP requests itself.
 *
 * @param handler answers them
 * @param traffic to which the connections are added
 */
public record FilesBacking(HttpHandler handler, Traffic traffic) implements Backing {
  @Override
  public void serve(Arrival arrival) throws IOException, InterruptedException {
    arrival.accept();
    try (var carried = CarriedStream.begin(arrival.stream(), arrival.path(), traffic)) {
      Http.serve(carried.stream(), handler);
    }
  }
}
