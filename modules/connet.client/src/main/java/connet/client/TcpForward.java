package connet.client;

import connet.client.endpoint.LocalEndpoint;
import connet.client.forward.Door;
import connet.client.task.Tasks;
import connet.transport.Addresses;
import connet.transport.TcpConnection;
import connet.transport.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP port whose connections are forwarded to the destinations of a source.
 *
 * <p>Thread-safe. Closed by {@link #close}, or with its source.
 */
public final class TcpForward implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TcpForward.class);

  /**
   * Accepting that fails, as when there are no file descriptors left, is tried again after this.
   */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final TcpListener listener;
  private final LocalEndpoint endpoint;
  private final Door door;
  private final Consumer<TcpForward> closed;
  private final Tasks tasks;
  private volatile boolean closing;

  TcpForward(TcpListener listener, LocalEndpoint endpoint, Door door, Consumer<TcpForward> closed) {
    this.listener = listener;
    this.endpoint = endpoint;
    this.door = door;
    this.closed = closed;
    this.tasks = new Tasks("TCP of " + endpoint.self());
    tasks.start("accept", this::accept);
    LOG.info(
        "listening endpoint={} address={}",
        endpoint.self(),
        Addresses.show(listener.localAddress()));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.localAddress();
  }

  private void accept() throws InterruptedException {
    boolean failing = false;
    while (!closing) {
      try {
        TcpConnection tcp = listener.accept();
        failing = false;
        tasks.start("connection", () -> door.enter(tcp));
      } catch (IOException e) {
        if (!failing && !closing) {
          LOG.warn(
              "cannot accept, trying again endpoint={} why={}", endpoint.self(), e.getMessage());
        }
        failing = true;
        Thread.sleep(PAUSE);
      }
    }
  }

  /** Stops listening and breaks off its connections. */
  @Override
  public void close() {
    closing = true;
    closed.accept(this);
    listener.close();
    tasks.close();
  }
}
