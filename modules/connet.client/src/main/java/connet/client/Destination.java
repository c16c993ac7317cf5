package connet.client;

import connet.client.endpoint.LocalEndpoint;
import connet.client.file.FileHandler;
import connet.client.forward.Arrival;
import connet.client.forward.Backing;
import connet.client.forward.CountedStream;
import connet.client.forward.FilesBacking;
import connet.client.forward.Handover;
import connet.client.forward.HttpBacking;
import connet.client.forward.ServiceDialer;
import connet.client.forward.TcpBacking;
import connet.client.forward.Traffic;
import connet.client.node.Node;
import connet.client.task.Tasks;
import connet.transport.TlsSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An endpoint that answers the connections which sources of the same name open. It is announced as
 * long as it is open, again after each reconnect.
 *
 * <p>Its connections are either taken one by one with {@link #accept}, or joined with a service by
 * {@link #forwardTo}. Thread-safe. Closed by {@link #close}, or with its client.
 */
public final class Destination implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Destination.class);

  /** How long a connection that is ready waits for somebody who accepts it. */
  private static final Duration UNTIL_TAKEN = Duration.ofSeconds(4);

  private final Node node;
  private final DestinationSettings settings;
  private final LocalEndpoint endpoint;
  private final Handover handover;
  private final Traffic traffic = new Traffic();
  private final Tasks tasks;
  private final Runnable closed;

  Destination(
      Node node,
      DestinationSettings settings,
      LocalEndpoint endpoint,
      Handover handover,
      Runnable closed) {
    this.node = node;
    this.settings = settings;
    this.endpoint = endpoint;
    this.handover = handover;
    this.closed = closed;
    this.tasks = new Tasks(endpoint.self().toString());
  }

  /** The endpoint's name. */
  public String name() {
    return endpoint.self().endpoint();
  }

  /** What it is doing. */
  public EndpointStatus status() {
    return Snapshots.endpoint(endpoint, settings.route(), traffic);
  }

  /**
   * Waits until the control server has taken the announce.
   *
   * @return false when that takes longer
   * @throws RefusedException if the server refuses it
   * @throws InterruptedIOException if the thread is interrupted
   */
  public boolean awaitAnnounced(Duration timeout) throws IOException {
    return Waits.announced(endpoint, timeout);
  }

  /**
   * Waits for the next connection that a source opens. The source is told that it is connected when
   * this returns; one that has given up in the meantime is passed over.
   *
   * @throws IOException once the destination is closed
   * @throws InterruptedIOException if the thread is interrupted
   */
  public Connection accept() throws IOException {
    while (true) {
      Arrival arrival = take();
      if (arrival.takesTime()) {
        tasks.start("handshake", () -> prepare(arrival));
        continue;
      }
      try {
        arrival.accept();
        return new Connection(
            CountedStream.begin(arrival.stream(), arrival.path(), traffic), arrival.path());
      } catch (IOException e) {
        LOG.debug("source has given up endpoint={} why={}", endpoint.self(), e.getMessage());
      }
    }
  }

  /** A source that is slow with its part of a handshake holds up no other. */
  private void prepare(Arrival arrival) throws IOException, InterruptedException {
    boolean taken = false;
    try {
      arrival.accept();
      taken = handover.offer(arrival, UNTIL_TAKEN);
    } finally {
      if (!taken) {
        arrival.stream().reset(0);
      }
    }
  }

  /**
   * Joins each connection with a new one to a TCP service, until the destination is closed. The
   * source is told that it is connected only when the service was reached; if that fails it is
   * told, and tries another destination.
   *
   * @param service resolved for each connection
   * @throws InterruptedIOException if the thread is interrupted
   */
  public void forwardTo(HostPort service) throws IOException {
    forwardTo(new Service.Tcp(service));
  }

  /**
   * Joins each connection with what is behind the destination, until the destination is closed. For
   * services that are dialed, the source is told that it is connected only when the service was
   * reached; if that fails it is told, and tries another destination.
   *
   * @throws InterruptedIOException if the thread is interrupted
   */
  public void forwardTo(Service service) throws IOException {
    serve(
        switch (service) {
          case Service.Tcp(HostPort address) ->
              new TcpBacking(self(), dialer(address, Optional.empty()), traffic);
          case Service.Tls(HostPort address, TlsClient tls) ->
              new TcpBacking(
                  self(),
                  dialer(address, Optional.of(TlsBindings.of(tls, address.host(), List.of()))),
                  traffic);
          case Service.Http http ->
              new HttpBacking(
                  self(),
                  dialer(http.address(), web(http)),
                  WebAddress.host(http.base()),
                  WebAddress.target(http.base()),
                  traffic);
          case Service.Files(Path root) -> new FilesBacking(new FileHandler(root), traffic);
        });
  }

  private static Optional<TlsSettings.Client> web(Service.Http http) {
    return http.secure()
        ? Optional.of(TlsBindings.of(http.tls(), http.address().host(), TlsBindings.HTTP))
        : Optional.empty();
  }

  private String self() {
    return endpoint.self().toString();
  }

  private ServiceDialer dialer(HostPort service, Optional<TlsSettings.Client> tls) {
    return new ServiceDialer(
        node.socket(),
        node.names(),
        new connet.protocol.HostPort(service.host(), service.port()),
        tls,
        Settings.dialTimeout(settings));
  }

  private void serve(Backing backing) throws IOException {
    while (true) {
      Arrival arrival;
      try {
        arrival = take();
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        return;
      }
      tasks.start("connection", () -> backing.serve(arrival));
    }
  }

  private Arrival take() throws IOException {
    Optional<Arrival> arrival = Waits.uninterrupted(handover::take);
    return arrival.orElseThrow(() -> new IOException("destination " + name() + " is closed"));
  }

  /**
   * Revokes the announce and breaks off its connections. Takes a second or two at most; does
   * nothing the second time.
   */
  @Override
  public void close() {
    closed.run();
    handover.close();
    traffic.close();
    endpoint.close();
    tasks.close();
  }
}
