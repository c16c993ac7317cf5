package connet.client.forward;

import connet.client.task.Interrupts;
import connet.protocol.ErrorCode;
import connet.transport.ByteStream;
import connet.transport.Http;
import connet.transport.HttpUpstream;
import connet.transport.TcpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reverse proxy in front of a web service. The service is reached before the source is told that
 * it is connected; that connection then carries the first requests.
 *
 * @param endpoint as it stands in the log
 * @param dialer makes connections to the service
 * @param host told to the service
 * @param base path, and query after a question mark, put before those of requests
 * @param traffic to which the connections are added
 */
public record HttpBacking(
    String endpoint, ServiceDialer dialer, String host, String base, Traffic traffic)
    implements Backing {
  private static final Logger LOG = LoggerFactory.getLogger(HttpBacking.class);

  /** A service may give up a connection on which nothing is asked for a while. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private record Served(TcpConnection stream) implements HttpUpstream {
    @Override
    public void close() {
      stream.close();
    }
  }

  @Override
  public void serve(Arrival arrival) throws IOException, InterruptedException {
    TcpConnection first;
    try {
      first = dialer.dial();
    } catch (IOException e) {
      Interrupts.check(e);
      LOG.warn("service not reached endpoint={} why={}", endpoint, e.getMessage());
      arrival.refuse(ErrorCode.DESTINATION_DIAL_FAILED, "the service cannot be reached");
      return;
    }
    var unused = new AtomicReference<@Nullable TcpConnection>(first);
    try {
      long reached = System.nanoTime();
      arrival.accept();
      try (var carried = CarriedStream.begin(arrival.stream(), arrival.path(), traffic)) {
        ByteStream stream = carried.stream();
        Http.proxy(stream, host, base, false, () -> new Served(connection(unused, reached)));
      }
    } finally {
      TcpConnection left = unused.getAndSet(null);
      if (left != null) {
        left.reset(0);
      }
    }
  }

  private TcpConnection connection(AtomicReference<@Nullable TcpConnection> unused, long reached)
      throws IOException, InterruptedException {
    TcpConnection first = unused.getAndSet(null);
    if (first != null) {
      if (System.nanoTime() - reached < FRESH.toNanos()) {
        return first;
      }
      first.reset(0);
    }
    return dialer.dial();
  }
}
