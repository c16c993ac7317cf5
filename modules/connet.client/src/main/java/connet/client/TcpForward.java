package connet.client;

import connet.client.endpoint.LocalEndpoint;
import connet.client.forward.Forwarding;
import connet.client.forward.Opening;
import connet.client.forward.Opening.Opened;
import connet.client.forward.Traffic;
import connet.client.task.Tasks;
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

  /** How long a TCP connection waits for a first path to a destination. */
  private static final Duration UNTIL_PATH = Duration.ofSeconds(3);

  /** How long one waits until a destination has answered, however many there are to be asked. */
  private static final Duration UNTIL_CONNECTED = Duration.ofSeconds(15);

  /**
   * Accepting that fails, as when there are no file descriptors left, is tried again after this.
   */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final TcpListener listener;
  private final LocalEndpoint endpoint;
  private final Traffic traffic;
  private final Consumer<TcpForward> closed;
  private final Tasks tasks;
  private volatile boolean closing;

  TcpForward(
      TcpListener listener, LocalEndpoint endpoint, Traffic traffic, Consumer<TcpForward> closed) {
    this.listener = listener;
    this.endpoint = endpoint;
    this.traffic = traffic;
    this.closed = closed;
    this.tasks = new Tasks("TCP of " + endpoint.self());
    tasks.start("accept", this::accept);
    LOG.info("listening endpoint={} address={}", endpoint.self(), listener.localAddress());
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
        tasks.start("connection", () -> forward(tcp));
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

  private void forward(TcpConnection tcp) throws InterruptedException {
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
          tcp.remoteAddress(),
          e.getMessage());
    } finally {
      tcp.reset(0);
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
