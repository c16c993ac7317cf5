package connet.client.forward;

import connet.client.address.Names;
import connet.protocol.HostPort;
import connet.transport.QuicSocket;
import connet.transport.TcpConnection;
import connet.transport.TlsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes connections to the service behind a destination.
 *
 * @param socket of the client
 * @param names resolves the service's host
 * @param service resolved for each connection
 * @param tls how the service is spoken to, if by TLS
 * @param within how long it may take until the service is reached, TLS included
 */
public record ServiceDialer(
    QuicSocket socket,
    Names names,
    HostPort service,
    Optional<TlsSettings.Client> tls,
    Duration within) {
  /** A new connection, on which TLS is spoken already if that is wanted. */
  TcpConnection dial() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    TcpConnection tcp = Services.dial(socket, names, service, within);
    if (tls.isEmpty()) {
      return tcp;
    }
    boolean begun = false;
    try {
      Duration left = within.minusNanos(System.nanoTime() - begin);
      tcp.startTls(tls.get(), left.isPositive() ? left : Duration.ofMillis(1));
      begun = true;
      return tcp;
    } catch (IOException e) {
      throw new IOException("no TLS with " + service + ": " + e.getMessage(), e);
    } finally {
      if (!begun) {
        tcp.reset(0);
      }
    }
  }
}
