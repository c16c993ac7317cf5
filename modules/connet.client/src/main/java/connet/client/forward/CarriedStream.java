package connet.client.forward;

import connet.client.path.Path;
import connet.transport.HttpUpstream;
import connet.transport.QuicStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The stream of a forwarded connection while HTTP is spoken on it; it counts among the traffic of
 * its endpoint until it is closed.
 *
 * <p>Thread-safe.
 */
final class CarriedStream implements Traffic.Flow, HttpUpstream {
  private final QuicStream stream;
  private final Path path;
  private final Traffic traffic;
  private final long sentBefore;
  private final long receivedBefore;
  private final AtomicBoolean over = new AtomicBoolean();

  private CarriedStream(QuicStream stream, Path path, Traffic traffic) {
    this.stream = stream;
    this.path = path;
    this.traffic = traffic;
    this.sentBefore = stream.bytesSent();
    this.receivedBefore = stream.bytesReceived();
  }

  /** Counts the stream from now on. */
  static CarriedStream begin(QuicStream stream, Path path, Traffic traffic) {
    var carried = new CarriedStream(stream, path, traffic);
    path.carries();
    traffic.began(carried);
    return carried;
  }

  @Override
  public QuicStream stream() {
    return stream;
  }

  @Override
  public long sent() {
    return stream.bytesSent() - sentBefore;
  }

  @Override
  public long received() {
    return stream.bytesReceived() - receivedBefore;
  }

  @Override
  public void reset() {
    stream.reset(0);
  }

  @Override
  public void close() {
    stream.close();
    if (over.compareAndSet(false, true)) {
      traffic.ended(this);
      path.carried();
    }
  }
}
