package connet.client;

import connet.client.address.DialLimits;
import connet.client.address.LocalAddresses;
import connet.client.address.Names;
import connet.client.control.ControlLink;
import connet.client.control.OwnAddresses;
import connet.client.endpoint.LocalEndpoint;
import connet.client.endpoint.Reception;
import connet.client.forward.Handover;
import connet.client.node.Node;
import connet.client.path.SilenceWatch;
import connet.client.portmap.PortMapper;
import connet.client.task.Tasks;
import connet.protocol.Alpn;
import connet.protocol.EndpointName;
import connet.protocol.Role;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One end of a connet network: it keeps a session with a control server, and has any number of
 * {@link Destination destinations} and {@link Source sources}, which come and go while it runs.
 *
 * <p>Everything of a client goes through one UDP socket. While the control server is away, all that
 * is known of peers and relays stays in use.
 *
 * <p>Thread-safe. Its calls block where that is said, which is meant for virtual threads.
 */
public final class Client implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final QuicSocket socket;
  private final QuicListener listener;
  private final Names names = new Names();
  private final ControlLink control;
  private final PortMapper mapper;
  private final OwnAddresses addresses;
  private final Node node;
  private final Tasks tasks = new Tasks("client");
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
  private final Map<String, Source> sources = new ConcurrentHashMap<>();
  private final Reception reception = new Reception();
  private volatile boolean closed;

  private Client(ClientSettings settings, OwnAddresses.Reader machine, PortMappers mappers)
      throws IOException {
    this.socket = QuicSocket.bind(Settings.socket(settings));
    this.listener = socket.listen(Alpn.Kind.PEER_PEER.offered());
    this.control = new ControlLink(socket, names, Settings.login(settings));
    this.mapper = mappers.make(settings, names, socket.localAddress());
    this.addresses = new OwnAddresses(machine, control, socket.localAddress(), mapper);
    this.node =
        new Node(
            socket,
            listener,
            control,
            addresses.announced(),
            new DialLimits(),
            names,
            new SilenceWatch(),
            settings.version(),
            settings.metadata(),
            settings.handshakeIdleTimeout());
  }

  /**
   * Starts a client and waits until it has a session with the control server.
   *
   * @throws RefusedException if the server refuses it
   * @throws java.net.BindException if the direct address is taken or not one of this machine
   * @throws InterruptedIOException if the thread is interrupted
   * @throws IOException if the server is not reached within the time of the settings
   */
  public static Client connect(ClientSettings settings) throws IOException {
    Client client = start(settings);
    boolean connected = false;
    try {
      Waits.firstSession(client.control, settings.connectTimeout());
      connected = true;
      return client;
    } finally {
      if (!connected) {
        client.close();
      }
    }
  }

  /**
   * Starts a client and returns at once; it connects, and goes on trying if that fails.
   *
   * @throws java.net.BindException if the direct address is taken or not one of this machine
   */
  public static Client start(ClientSettings settings) throws IOException {
    return start(settings, LocalAddresses::read, PortMappers.USUAL);
  }

  static Client start(ClientSettings settings, OwnAddresses.Reader machine, PortMappers mappers)
      throws IOException {
    var client = new Client(settings, machine, mappers);
    client.tasks.start("server's view", client.addresses::watchServer);
    client.tasks.start("machine's addresses", client.addresses::watchMachine);
    client.tasks.start("router's view", client.addresses::watchRouter);
    client.tasks.start("silence", client.node.silence()::run);
    client.tasks.start("accept", () -> client.reception.run(client.listener));
    client.tasks.start("control", client.control::run);
    if (settings.portMapping() != PortMapping.DISABLED) {
      client.mapper.start();
    }
    return client;
  }

  /**
   * Adds a destination; returns at once, it is announced as soon as there is a session with the
   * control server.
   *
   * @param name 1 to 256 bytes of UTF-8 without control characters
   * @throws IllegalArgumentException if there is a destination with this name already, or the name
   *     cannot be one
   * @throws IOException if the client is closed
   */
  public Destination destination(String name, Route route) throws IOException {
    return destination(name, DestinationSettings.of(route));
  }

  /**
   * Adds a destination with settings of its own, as {@link #destination(String, Route)} does with
   * the usual ones.
   *
   * @param name 1 to 256 bytes of UTF-8 without control characters
   * @throws IllegalArgumentException if there is a destination with this name already, or the name
   *     cannot be one
   * @throws IOException if the client is closed
   */
  public Destination destination(String name, DestinationSettings settings) throws IOException {
    EndpointName.check(name);
    lock.lock();
    try {
      check(destinations.containsKey(name), "destination", name);
      var handover = new Handover();
      LocalEndpoint endpoint =
          start(name, Role.DESTINATION, settings.route(), Settings.answering(settings, handover));
      var destination =
          new Destination(
              node, settings, endpoint, handover, () -> forget(destinations, name, endpoint));
      destinations.put(name, destination);
      return destination;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a source; returns at once, it is announced as soon as there is a session with the control
   * server.
   *
   * @param name 1 to 256 bytes of UTF-8 without control characters
   * @throws IllegalArgumentException if there is a source with this name already, or the name
   *     cannot be one
   * @throws IOException if the client is closed
   */
  public Source source(String name, Route route) throws IOException {
    return source(name, SourceSettings.of(route));
  }

  /**
   * Adds a source with settings of its own, as {@link #source(String, Route)} does with the usual
   * ones.
   *
   * @param name 1 to 256 bytes of UTF-8 without control characters
   * @throws IllegalArgumentException if there is a source with this name already, or the name
   *     cannot be one
   * @throws IOException if the client is closed
   */
  public Source source(String name, SourceSettings settings) throws IOException {
    EndpointName.check(name);
    lock.lock();
    try {
      check(sources.containsKey(name), "source", name);
      LocalEndpoint endpoint =
          start(name, Role.SOURCE, settings.route(), (self, path) -> path.connection().awaitEnd());
      var source = new Source(node, settings, endpoint, () -> forget(sources, name, endpoint));
      sources.put(name, source);
      return source;
    } finally {
      lock.unlock();
    }
  }

  private void check(boolean taken, String kind, String name) throws IOException {
    if (closed) {
      throw new IOException("the client is closed");
    }
    if (taken) {
      throw new IllegalArgumentException("there is a " + kind + " " + name + " already");
    }
  }

  private LocalEndpoint start(String name, Role role, Route route, LocalEndpoint.Use use) {
    LocalEndpoint endpoint =
        LocalEndpoint.start(node, name, role, route.allowsDirect(), route.allowsRelay(), use);
    reception.add(endpoint);
    return endpoint;
  }

  private <E> void forget(Map<String, E> named, String name, LocalEndpoint endpoint) {
    lock.lock();
    try {
      if (reception.remove(endpoint)) {
        named.remove(name);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is a session with the control server.
   *
   * @return false when that takes longer
   * @throws RefusedException if the server refuses this client, which then goes on trying
   * @throws InterruptedIOException if the thread is interrupted
   */
  public boolean awaitConnected(Duration timeout) throws IOException {
    return Waits.connected(control, timeout);
  }

  /** What it is doing. */
  public ClientStatus status() {
    List<EndpointStatus> all =
        Stream.concat(
                destinations.values().stream().map(Destination::status),
                sources.values().stream().map(Source::status))
            .sorted(Comparator.comparing(EndpointStatus::name).thenComparing(EndpointStatus::kind))
            .toList();
    return Snapshots.client(
        control, addresses.mapped(), socket.localAddress(), addresses.announced().get(), all);
  }

  /** How the operating system carries its packets. */
  public SocketInfo socketInfo() {
    return new SocketInfo(
        socket.transportName(), socket.receiveBufferAsked(), socket.receiveBufferGranted());
  }

  /**
   * Revokes all destinations and sources, breaks off their connections, gives a mapped port back
   * and closes the socket. Takes some seconds at most; does nothing the second time.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lock.unlock();
    }
    closeEndpoints();
    tasks.close();
    control.close();
    names.close();
    socket.close();
  }

  private void closeEndpoints() {
    List<Thread> closing =
        Stream.of(
                Stream.<Runnable>of(mapper::close),
                destinations.values().stream().<Runnable>map(each -> each::close),
                sources.values().stream().<Runnable>map(each -> each::close))
            .flatMap(each -> each)
            .map(Thread::startVirtualThread)
            .toList();
    long end = System.nanoTime() + CLOSE.toNanos();
    try {
      for (Thread thread : closing) {
        thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
