package connet.client.forward;

import connet.transport.Addresses;
import connet.transport.TcpConnection;
import connet.transport.TlsSettings;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks TLS with whoever has connected; what is in it goes through another door.
 *
 * @param settings of the server, which we are
 * @param inner for what is decrypted
 */
public record TlsDoor(TlsSettings.Server settings, Door inner) implements Door {
  private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);

  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  @Override
  public void enter(TcpConnection tcp) throws IOException, InterruptedException {
    boolean begun = false;
    try {
      tcp.startTls(settings, HANDSHAKE);
      begun = true;
    } catch (IOException e) {
      LOG.debug("no TLS from={} why={}", Addresses.show(tcp.remoteAddress()), e.getMessage());
      return;
    } finally {
      if (!begun) {
        tcp.reset(0);
      }
    }
    inner.enter(tcp);
  }
}
