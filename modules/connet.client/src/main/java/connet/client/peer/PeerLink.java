package connet.client.peer;

import connet.client.control.ControlLink.Doubt;
import connet.client.node.LocalIdentity;
import connet.client.node.Node;
import connet.client.path.Path;
import connet.client.path.Paths;
import connet.client.task.Tasks;
import connet.client.task.Watched;
import connet.protocol.Backoff;
import connet.protocol.CertificateChecks;
import connet.protocol.ErrorCode;
import connet.protocol.RemotePeer;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The direct paths between one local endpoint and one peer: one that we dial, again whenever it is
 * silent or lost, and those that the peer has dialed.
 *
 * <p>Closed by {@link Peers} when the peer is no longer announced.
 */
final class PeerLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

  /** A peer needs one; it dials a second when it thinks that the first is dead. */
  private static final int MOST_INCOMING = 4;

  /** A connection that lasted this long was a good one: the next is dialed at once. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final Node node;
  private final LocalIdentity self;
  private final Paths paths;
  private final Watched<RemotePeer> remote;
  private final Watched<Targets> targets;
  private final Tasks tasks;

  /** All direct paths, oldest first. */
  private final List<Path> direct = new CopyOnWriteArrayList<>();

  PeerLink(Node node, LocalIdentity self, Paths paths, RemotePeer remote) {
    this.node = node;
    this.self = self;
    this.paths = paths;
    this.remote = new Watched<>(remote);
    this.targets = new Watched<>(new Targets(remote.peer().directs(), node.announced().get()));
    this.tasks = new Tasks("peer of " + self);
  }

  RemotePeer remote() {
    return remote.get();
  }

  /** Begins to dial. */
  void start() {
    tasks.start("own addresses", () -> node.announced().follow(own -> aim()));
    tasks.start("dial", this::keepDialed);
  }

  /** The peer has announced something else. */
  void update(RemotePeer announced) {
    remote.set(announced);
    aim();
  }

  private void aim() {
    List<InetSocketAddress> announced = remote.get().peer().directs();
    targets.set(new Targets(announced, node.announced().get()));
  }

  /** Takes a connection that the peer has dialed; returns at once. */
  void adopt(QuicConnection connection) {
    tasks.start("incoming", () -> answer(connection));
  }

  private void answer(QuicConnection connection) throws IOException, InterruptedException {
    var deadline = tasks.start("check deadline", () -> refuseLater(connection));
    try {
      PeerCheck.answer(connection);
    } catch (IOException e) {
      connection.close(ErrorCode.CONNECTION_CHECK_FAILED, "connection check failed");
      throw e;
    } finally {
      deadline.cancel();
    }
    direct.stream().filter(path -> path.kind() == Path.Kind.INCOMING).toList().reversed().stream()
        .skip(MOST_INCOMING - 1)
        .forEach(Path::close);
    Path path = path(Path.Kind.INCOMING, connection);
    tasks.start("incoming silence", () -> awaitSilence(path));
    hold(path);
  }

  private static void refuseLater(QuicConnection connection) throws InterruptedException {
    Thread.sleep(PeerCheck.ANSWER);
    connection.close(ErrorCode.CONNECTION_CHECK_FAILED, "connection check failed");
  }

  private void keepDialed() throws InterruptedException {
    DirectDialer dialer;
    try {
      dialer = dialer();
    } catch (CertificateException e) {
      LOG.warn(
          "peer is not dialed endpoint={} peer={} why={}", self, remote().id(), e.getMessage());
      return;
    }
    var backoff = new Backoff(Backoff.LEAST, Backoff.MOST, RandomGenerator.getDefault());
    Path last = null;
    DirectDialer.Unless unless = () -> new Watched<>(false).awaitUntil(never -> never);
    while (true) {
      Optional<QuicConnection> connection = dialer.dial(unless);
      long since = System.nanoTime();
      if (connection.isPresent()) {
        Path path = path(Path.Kind.OUTGOING, connection.get());
        if (!tasks.start("outgoing", () -> hold(path)).started()) {
          path.close();
        }
        unless = () -> path.live().awaitUntil(answers -> answers);
        last = path;
      }
      if (last != null) {
        awaitSilence(last);
      }
      if (System.nanoTime() - since > SETTLED.toNanos()) {
        backoff.reset();
      }
      Thread.sleep(backoff.next());
    }
  }

  private DirectDialer dialer() throws CertificateException {
    X509Certificate leaf = remote().peer().serverCertificate().x509();
    return new DirectDialer(node, self, CertificateChecks.serverName(leaf), leaf, targets);
  }

  private Path path(Path.Kind kind, QuicConnection connection) {
    return new Path(kind, remote().id(), connection, PeerCheck.framing(connection));
  }

  private void hold(Path path) throws IOException, InterruptedException {
    direct.add(path);
    try {
      paths.hold(path);
    } finally {
      direct.remove(path);
    }
  }

  /**
   * When no direct path is left and the peer has not said that it ends, our public address may be
   * another than the peer knows.
   */
  private void awaitSilence(Path path) throws InterruptedException {
    path.live().awaitUntil(answers -> !answers);
    if (!(path.connection().end() instanceof ConnectionEnd.ByPeer)
        && direct.stream().noneMatch(Path::usable)) {
      node.control().doubt(Doubt.PATH_LOST);
    }
  }

  /** Ends dialing and closes all connections. */
  @Override
  public void close() {
    tasks.close();
  }
}
