package connet.client;

import connet.client.endpoint.LocalEndpoint;
import connet.client.forward.CountedStream;
import connet.client.forward.Door;
import connet.client.forward.HttpDoor;
import connet.client.forward.NoAnswerException;
import connet.client.forward.Opened;
import connet.client.forward.Opener;
import connet.client.forward.TcpDoor;
import connet.client.forward.TlsDoor;
import connet.client.forward.Traffic;
import connet.client.forward.WebSocketDoor;
import connet.client.forward.WebUpstreams;
import connet.client.node.Node;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An endpoint that opens connections to the destinations of the same name. It is announced as long
 * as it is open, again after each reconnect.
 *
 * <p>Thread-safe. Closed by {@link #close}, or with its client.
 */
public final class Source implements AutoCloseable {
  private final Node node;
  private final Route route;
  private final LocalEndpoint endpoint;
  private final Opener opener;
  private final Traffic traffic = new Traffic();
  private final Set<TcpForward> forwards = ConcurrentHashMap.newKeySet();
  private final Runnable closed;

  Source(Node node, SourceSettings settings, LocalEndpoint endpoint, Runnable closed) {
    this.node = node;
    this.route = settings.route();
    this.endpoint = endpoint;
    this.opener = new Opener(endpoint, Settings.rules(settings));
    this.closed = closed;
  }

  /** The endpoint's name. */
  public String name() {
    return endpoint.self().endpoint();
  }

  /** What it is doing. */
  public EndpointStatus status() {
    return Snapshots.endpoint(endpoint, route, traffic);
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
   * Waits until there is a path to a destination.
   *
   * @return false when that takes longer
   * @throws InterruptedIOException if the thread is interrupted
   */
  public boolean awaitPeer(Duration timeout) throws IOException {
    return Waits.uninterrupted(() -> opener.awaitPath(timeout));
  }

  /**
   * Opens a connection to a destination: along the best path that answers, which is direct before
   * relayed, and the quickest of its kind, or as the settings say. A destination that asks for a
   * PROXY header is told that there are no addresses.
   *
   * @param timeout how long it may take in all, the wait for a first path included
   * @throws UnreachableException when no destination has answered
   * @throws InterruptedIOException if the thread is interrupted
   */
  public Connection dial(Duration timeout) throws IOException {
    Opened opened =
        Waits.uninterrupted(
            () -> {
              try {
                return opener.open(timeout, timeout);
              } catch (NoAnswerException e) {
                throw new UnreachableException(name() + ": " + e.getMessage());
              }
            });
    boolean introduced = false;
    try {
      opened.introduceNobody();
      introduced = true;
    } finally {
      if (!introduced) {
        opened.stream().reset(0);
      }
    }
    return new Connection(
        CountedStream.begin(opened.stream(), opened.path(), traffic), opened.path());
  }

  /**
   * Accepts TCP connections and joins each with a new connection to a destination. When no
   * destination answers within seconds, the TCP connection is reset and the log says why.
   *
   * @param address the wildcard address for all interfaces; port 0 for any free one
   * @throws java.net.BindException if the address is taken, or not one of this machine
   */
  public TcpForward listen(InetSocketAddress address) throws IOException {
    return listen(new Front.Tcp(address));
  }

  /**
   * Accepts connections as the front says, and forwards them. When no destination answers within
   * seconds, they are reset or answered so, and the log says why.
   *
   * @throws java.net.BindException if the address is taken, or not one of this machine
   */
  public TcpForward listen(Front front) throws IOException {
    Door door =
        switch (front) {
          case Front.Tcp tcp -> new TcpDoor(opener, traffic);
          case Front.Tls(_, TlsServer tls) -> secured(tls, List.of(), new TcpDoor(opener, traffic));
          case Front.Http(_, String base) -> new HttpDoor(upstreams(), base, false);
          case Front.Https(_, TlsServer tls, String base) ->
              secured(tls, TlsBindings.HTTP, new HttpDoor(upstreams(), base, true));
          case Front.WebSocket(_, String path) -> new WebSocketDoor(upstreams(), path);
          case Front.SecureWebSocket(_, TlsServer tls, String path) ->
              secured(tls, TlsBindings.HTTP, new WebSocketDoor(upstreams(), path));
        };
    var forward =
        new TcpForward(node.socket().listenTcp(front.address()), endpoint, door, forwards::remove);
    forwards.add(forward);
    return forward;
  }

  private static Door secured(TlsServer tls, List<String> alpns, Door inner) {
    return new TlsDoor(TlsBindings.of(tls, alpns), inner);
  }

  private WebUpstreams upstreams() {
    return new WebUpstreams(opener, traffic);
  }

  /**
   * Revokes the announce, stops to listen, and breaks off its connections. Takes a second or two at
   * most; does nothing the second time.
   */
  @Override
  public void close() {
    closed.run();
    forwards.forEach(TcpForward::close);
    traffic.close();
    endpoint.close();
  }
}
