package connet.client.forward;

import connet.client.task.Interrupts;
import connet.transport.Addresses;
import connet.transport.TcpConnection;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each TCP connection becomes a forwarded one, byte by byte, with a PROXY header before them if the
 * destination asks for one.
 *
 * @param opener asks the destinations
 * @param traffic to which the connections are added
 */
public record TcpDoor(Opener opener, Traffic traffic) implements Door {
  private static final Logger LOG = LoggerFactory.getLogger(TcpDoor.class);

  @Override
  public void enter(TcpConnection tcp) throws InterruptedException {
    String endpoint = opener.endpoint().self().toString();
    try {
      Opened opened = opener.open();
      try {
        opened.introduce(tcp.remoteAddress(), tcp.localAddress());
        Forwarding.run(endpoint, tcp, opened.stream(), opened.path(), traffic);
      } finally {
        opened.stream().reset(0);
      }
    } catch (IOException e) {
      Interrupts.check(e);
      LOG.warn(
          "connection reset endpoint={} from={} why={}",
          endpoint,
          Addresses.show(tcp.remoteAddress()),
          e.getMessage());
    } finally {
      tcp.reset(0);
    }
  }
}
