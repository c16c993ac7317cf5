package connet.relay;

import connet.protocol.ErrorCode;
import connet.transport.Addresses;
import connet.transport.QuicConnection;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relay: forwards connections between sources and destinations that cannot reach each other. It
 * learns who may use it from the tickets that its control server seals, and dials that server from
 * the UDP socket on which it accepts clients.
 *
 * <p>Thread-safe. Runs until {@link #close}, on virtual threads of its own.
 */
public final class RelayServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RelayServer.class);

  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final RelayStore store;
  private final RelaySockets sockets;
  private final ControlSession control;
  private final RelayLimits limits;
  private final Admission admission;
  private final PendingClients pending;
  private final Destinations destinations = new Destinations();
  private final Set<QuicConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<ClientSession> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("relay-", 0).factory());

  private RelayServer(
      RelaySettings settings, RelayLimits limits, RelayStore store, RelaySockets sockets) {
    this.store = store;
    this.sockets = sockets;
    this.limits = limits;
    this.pending = new PendingClients(limits.pending(), limits.pendingPerAddress());
    TicketKeys keys = new TicketKeys(limits.keyGrace(), System::nanoTime);
    this.admission = new Admission(keys);
    this.control = new ControlSession(settings, sockets, store, keys, limits);
  }

  /**
   * Starts a relay. Clients can connect when this returns; {@link #awaitRegistered} tells when they
   * can also learn of it.
   *
   * @throws java.net.BindException when the address is taken
   * @throws IOException when the store folder cannot be used; the message says why
   */
  public static RelayServer start(RelaySettings settings) throws IOException {
    return start(settings, RelayLimits.DEFAULT);
  }

  static RelayServer start(RelaySettings settings, RelayLimits limits) throws IOException {
    RelayStore store = RelayStore.open(settings.storeFolder(), Instant.now());
    RelaySockets sockets = null;
    try {
      sockets = RelaySockets.open(settings.ingresses(), store.identity());
      RelayServer relay = new RelayServer(settings, limits, store, sockets);
      sockets
          .listeners()
          .forEach(listener -> relay.threads.execute(() -> relay.acceptClients(listener)));
      relay.control.start();
      return relay;
    } catch (IOException | RuntimeException e) {
      if (sockets != null) {
        sockets.close();
      }
      store.close();
      throw e;
    }
  }

  /** Where clients are accepted first of all. */
  public InetSocketAddress address() {
    return sockets.address();
  }

  /** All addresses where clients are accepted, in the order of the settings. */
  public List<InetSocketAddress> addresses() {
    return sockets.all().stream().map(QuicSocket::localAddress).toList();
  }

  /** What it is doing at this moment. */
  public RelayStatus status() {
    return new RelayStatus(
        control.status(),
        sockets.publicAddresses(),
        control.reachedAt(),
        store.control().map(ControlRecord::controlId).orElse(""),
        sessions.stream().map(ClientSession::status).toList());
  }

  /**
   * Waits until the control server offers this relay to clients.
   *
   * @return false when it does not after this time, or the relay was closed
   * @throws InterruptedException when interrupted
   */
  public boolean awaitRegistered(Duration timeout) throws InterruptedException {
    return control.awaitRegistered(timeout);
  }

  /** Why the relay is not registered at its control server: a sentence for the operator. */
  public Optional<String> problem() {
    return control.problem();
  }

  private void acceptClients(QuicListener listener) {
    try {
      while (true) {
        QuicConnection connection = listener.accept();
        InetAddress from = connection.remoteAddress().getAddress();
        if (connections.size() >= limits.clients()) {
          connection.close(ErrorCode.UNKNOWN, "this relay serves as many clients as it can");
        } else if (!pending.enter(from)) {
          connection.close(ErrorCode.UNKNOWN, "too many connections without a ticket");
        } else {
          connections.add(connection);
          threads.execute(() -> serve(connection, from));
        }
      }
    } catch (IOException | RejectedExecutionException e) {
      if (!closed.get()) {
        log.error("relay accepts no more clients", e);
      }
    }
  }

  private void serve(QuicConnection connection, InetAddress from) {
    try (connection) {
      ClientHandshake handshake;
      try {
        handshake = ClientHandshake.perform(connection, admission, limits);
      } finally {
        pending.leave(from);
      }
      ClientSession session = new ClientSession(connection, handshake, destinations, limits);
      sessions.add(session);
      try {
        session.run(threads);
      } finally {
        sessions.remove(session);
      }
    } catch (IOException e) {
      log.debug(
          "client not admitted address={} why={}",
          Addresses.show(connection.remoteAddress()),
          e.getMessage());
    } finally {
      connections.remove(connection);
    }
  }

  /**
   * Ends everything: the registration is taken back at once, clients see their connections closed,
   * and what is forwarded is reset. Idempotent; returns after some seconds at most.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    control.close();
    sockets.listeners().forEach(QuicListener::close);
    connections.forEach(each -> each.close(ErrorCode.UNKNOWN, "the relay is ending"));
    sockets.close();
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("some conversations with clients did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      store.close();
    } catch (IOException e) {
      log.warn("store not closed why={}", e.getMessage());
    }
    log.info("relay ended address={}", Addresses.show(sockets.address()));
  }
}
