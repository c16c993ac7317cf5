package connet.client.endpoint;

import connet.protocol.ErrorCode;
import connet.transport.QuicConnection;
import connet.transport.QuicListener;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands the connections that peers have dialed to the endpoints that they have asked for.
 *
 * <p>Thread-safe.
 */
public final class Reception {
  private final Set<LocalEndpoint> endpoints = ConcurrentHashMap.newKeySet();

  /** From now on its peers are let through to this endpoint. */
  public void add(LocalEndpoint endpoint) {
    endpoints.add(endpoint);
  }

  /** Not any more; false if they were not before. */
  public boolean remove(LocalEndpoint endpoint) {
    return endpoints.remove(endpoint);
  }

  /** Runs until the listener is closed. */
  public void run(QuicListener listener) throws IOException {
    while (true) {
      QuicConnection connection = listener.accept();
      Optional<LocalEndpoint> asked =
          endpoints.stream().filter(endpoint -> endpoint.wasAskedFor(connection)).findFirst();
      if (asked.isPresent()) {
        asked.get().adopt(connection);
      } else {
        connection.close(ErrorCode.AUTHENTICATION_FAILED, "unknown server");
      }
    }
  }
}
