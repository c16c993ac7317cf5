package connet.client.forward;

import connet.client.task.Interrupts;
import connet.protocol.ErrorCode;
import connet.transport.TcpConnection;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each arrival is joined with a new connection to a TCP service. The source is told that it is
 * connected only when the service was reached.
 *
 * @param endpoint as it stands in the log
 * @param dialer makes connections to the service
 * @param traffic to which the connections are added
 */
public record TcpBacking(String endpoint, ServiceDialer dialer, Traffic traffic)
    implements Backing {
  private static final Logger LOG = LoggerFactory.getLogger(TcpBacking.class);

  @Override
  public void serve(Arrival arrival) throws IOException, InterruptedException {
    TcpConnection tcp;
    try {
      tcp = dialer.dial();
    } catch (IOException e) {
      Interrupts.check(e);
      LOG.warn("service not reached endpoint={} why={}", endpoint, e.getMessage());
      arrival.refuse(ErrorCode.DESTINATION_DIAL_FAILED, "the service cannot be reached");
      return;
    }
    try {
      arrival.accept();
      Forwarding.run(endpoint, tcp, arrival.stream(), arrival.path(), traffic);
    } finally {
      tcp.reset(0);
      arrival.stream().reset(0);
    }
  }
}
