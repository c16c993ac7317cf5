package connet.control;

import connet.control.directory.Directory;
import connet.control.directory.RelayRegistry;
import connet.control.session.Reception;
import connet.control.session.Services;
import connet.control.session.SessionLimits;
import connet.control.session.Timers;
import connet.control.session.Tokens;
import connet.control.store.MvStore;
import connet.control.store.Secrets;
import connet.control.store.Store;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.transport.ClientTrust;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control server: admits clients and relays by token, tells the two ends of an endpoint of each
 * other, and clients of the relays. Runs on threads of its own from {@link #start} until {@link
 * #close}, which is for whoever started it.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Store store;
  private final Timers timers;
  private final Directory directory;
  private final RelayRegistry relays;
  private final Reception reception;
  private final List<QuicSocket> sockets = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ControlServer(ControlSettings settings, SessionLimits limits, Store store) {
    this.store = store;
    timers = new Timers();
    directory = new Directory(store, settings.endpointExpiry(), timers);
    relays = new RelayRegistry(store, settings.endpointExpiry(), timers);
    reception =
        new Reception(
            new Services(
                store,
                directory,
                relays,
                new Tokens(settings.clientTokens()),
                new Tokens(settings.relayTokens()),
                limits,
                timers));
  }

  /**
   * Starts a control server; everything listens when it returns.
   *
   * @throws BindException when an address is taken or not ours; the text names it
   * @throws IOException when the store is in use by another process, damaged, or cannot be read or
   *     written; the text says which and what to do
   */
  public static ControlServer start(ControlSettings settings) throws IOException {
    return start(settings, SessionLimits.standard());
  }

  static ControlServer start(ControlSettings settings, SessionLimits limits) throws IOException {
    Store store = MvStore.open(settings.storeFolder());
    ControlServer server = new ControlServer(settings, limits, store);
    try {
      server.listen(settings);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Where clients and relays reach it, with the port that was given to it. */
  public InetSocketAddress address() {
    return sockets.getFirst().localAddress();
  }

  /** The id by which relays know it, the same after a restart with the same store. */
  public String id() {
    return store.secrets().controlId();
  }

  /**
   * Tells all peers that it ends and frees everything; what is announced stays in the store for the
   * next start. Returns after a few seconds at most. Idempotent.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    directory.freeze();
    relays.freeze();
    try {
      reception.close(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sockets.forEach(QuicSocket::close);
    timers.close();
    try {
      store.close();
    } catch (IOException e) {
      LOG.error("store not closed in order reason={}", e.getMessage());
    }
  }

  private void listen(ControlSettings settings) throws IOException {
    Secrets secrets = store.secrets();
    List<String> both = new ArrayList<>(Alpn.Kind.CLIENT_CONTROL.offered());
    both.addAll(Alpn.Kind.RELAY_CONTROL.offered());
    receive(bind(settings.address(), secrets.reset()), both, settings);
    InetSocketAddress relayAddress = settings.relayAddress();
    if (relayAddress != null && !settings.relayTokens().isEmpty()) {
      QuicSocket socket;
      try {
        socket = bind(relayAddress, secrets.relayReset());
      } catch (BindException e) {
        BindException named = new BindException("cannot listen for relays: " + e.getMessage());
        named.initCause(e);
        throw named;
      }
      receive(socket, Alpn.Kind.RELAY_CONTROL.offered(), settings);
    }
    LOG.info(
        "control server started version={} addresses={} store={}",
        settings.version(),
        sockets.stream().map(QuicSocket::localAddress).toList(),
        settings.storeFolder());
  }

  private QuicSocket bind(InetSocketAddress address, Bytes resetKey) throws IOException {
    QuicSocket socket = QuicSocket.bind(new SocketSettings(address, resetKey.toArray()));
    sockets.add(socket);
    return socket;
  }

  private void receive(QuicSocket socket, List<String> alpns, ControlSettings settings) {
    QuicListener listener = socket.listen(alpns);
    listener.serveAnyName(settings.identity(), new ClientTrust.None());
    reception.receive(listener);
  }
}
