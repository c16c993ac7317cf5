package connet.client.forward;

import connet.client.path.Path;
import connet.transport.ByteStream;
import connet.transport.Join;
import connet.transport.JoinEnd;
import connet.transport.QuicStream;
import connet.transport.TcpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP connection joined with the stream of a forwarded one. */
public final class Forwarding {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

  private record Joined(Join join) implements Traffic.Flow {
    @Override
    public long sent() {
      return join.bytesFromA();
    }

    @Override
    public long received() {
      return join.bytesFromB();
    }

    @Override
    public void reset() {
      join.reset(0);
    }
  }

  private Forwarding() {}

  /**
   * Returns when both directions have ended or the connection is broken; breaks it if interrupted.
   */
  public static void run(
      String endpoint, TcpConnection tcp, QuicStream stream, Path path, Traffic traffic)
      throws InterruptedException {
    var flow = new Joined(ByteStream.join(tcp, stream));
    path.carries();
    traffic.began(flow);
    try {
      JoinEnd end = flow.join().await();
      LOG.debug(
          "forwarded endpoint={} path={} sent={} received={} end={}",
          endpoint,
          path,
          flow.sent(),
          flow.received(),
          end);
    } finally {
      flow.reset(); // does nothing to what has ended
      traffic.ended(flow);
      path.carried();
    }
  }
}
