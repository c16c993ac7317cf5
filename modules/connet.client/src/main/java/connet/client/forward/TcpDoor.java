package connet.client.forward;

import connet.client.endpoint.LocalEndpoint;
import connet.client.forward.Opening.Opened;
import connet.transport.Addresses;
import connet.transport.TcpConnection;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each TCP connection becomes a forwarded one, byte by byte.
 *
 * @param endpoint whose destinations are asked
 * @param traffic to which the connections are added
 */
public record TcpDoor(LocalEndpoint endpoint, Traffic traffic) implements Door {
  /** How long a TCP connection waits for a first path to a destination. */
  static final Duration UNTIL_PATH = Duration.ofSeconds(3);

  /** How long one waits until a destination has answered, however many there are to be asked. */
  static final Duration UNTIL_CONNECTED = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(TcpDoor.class);

  @Override
  public void enter(TcpConnection tcp) throws InterruptedException {
    try {
      Opened opened = Opening.open(endpoint, UNTIL_PATH, UNTIL_CONNECTED);
      try {
        Forwarding.run(endpoint.self().toString(), tcp, opened.stream(), opened.path(), traffic);
      } finally {
        opened.stream().reset(0);
      }
    } catch (Opening.NoAnswerException e) {
      LOG.warn(
          "connection reset endpoint={} from={} why={}",
          endpoint.self(),
          Addresses.show(tcp.remoteAddress()),
          e.getMessage());
    } finally {
      tcp.reset(0);
    }
  }
}
