package connet.control;

import connet.control.directory.Directory;
import connet.control.directory.RelayRegistry;
import connet.control.session.Clients;
import connet.control.session.Reception;
import connet.control.session.Services;
import connet.control.session.SessionLimits;
import connet.control.session.Timers;
import connet.control.session.Tokens;
import connet.control.store.MvStore;
import connet.control.store.Secrets;
import connet.control.store.Store;
import connet.protocol.AddressRules;
import connet.protocol.Bytes;
import connet.transport.Addresses;
import connet.transport.ClientTrust;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Clients clients = new Clients();
  private final Reception reception;
  private final List<ControlIngress> ingresses;
  private final List<QuicSocket> sockets = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ControlServer(ControlSettings settings, SessionLimits limits, Store store) {
    this.store = store;
    ingresses = settings.ingresses();
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
                new Tokens(forRelays(settings.relayTokens())),
                clients,
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

  private static Map<String, TokenRules> forRelays(Map<String, AddressRules> tokens) {
    Map<String, TokenRules> rules = new HashMap<>();
    tokens.forEach(
        (token, addresses) ->
            rules.put(token, new TokenRules(addresses, Optional.empty(), Optional.empty())));
    return rules;
  }

  /** Where it is reached first of all, with the port that was given to it. */
  public InetSocketAddress address() {
    return sockets.getFirst().localAddress();
  }

  /** All addresses where it listens, in the order of the settings. */
  public List<InetSocketAddress> addresses() {
    return sockets.stream().map(QuicSocket::localAddress).toList();
  }

  /** What it knows at this moment. */
  public ControlStatus status() {
    return StatusReport.of(ingresses, addresses(), id(), clients, directory, relays);
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
    for (ControlIngress ingress : ingresses) {
      Bytes key = ingress.audience().clients() ? secrets.reset() : secrets.relayReset();
      QuicSocket socket = bind(ingress, key);
      sockets.add(socket);
      QuicListener listener = socket.listen(ingress.alpns(), ingress.addresses()::allows);
      listener.serveAnyName(ingress.identity(), new ClientTrust.None());
      reception.receive(listener);
    }
    LOG.info(
        "control server started version={} addresses={} store={}",
        settings.version(),
        addresses().stream().map(Addresses::show).toList(),
        settings.storeFolder());
  }

  private QuicSocket bind(ControlIngress ingress, Bytes key) throws IOException {
    try {
      return QuicSocket.bind(
          SocketSettings.numbered(ingress.address(), key.toArray(), sockets.size()));
    } catch (BindException e) {
      if (ingress.audience().clients()) {
        throw e;
      }
      BindException named = new BindException("cannot listen for relays: " + e.getMessage());
      named.initCause(e);
      throw named;
    }
  }
}
