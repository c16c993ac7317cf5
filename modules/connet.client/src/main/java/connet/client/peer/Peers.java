package connet.client.peer;

import connet.client.node.LocalIdentity;
import connet.client.node.Node;
import connet.client.path.Paths;
import connet.client.task.Watched;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorCode;
import connet.protocol.RemotePeer;
import connet.transport.QuicConnection;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The peers of one endpoint, as the control server tells of them.
 *
 * <p>Thread-safe.
 */
public final class Peers implements AutoCloseable {
  /**
   * A control server that has just been started may not have heard of everybody yet: peers that are
   * missing in a new session keep their connections for this time. No new ones are accepted.
   */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Node node;
  private final LocalIdentity self;
  private final Paths paths;
  private final boolean direct;
  private final Watched<List<RemotePeer>> known = new Watched<>(List.of());

  /** Client leaves of those who may dial us; asked on the event loop. */
  private volatile Set<DerCertificate> admitted = Set.of();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PeerKey, PeerLink> links = new HashMap<>(); // guarded by lock
  private Set<PeerKey> announced = Set.of(); // guarded by lock
  private long session; // guarded by lock
  private long graceEnd = System.nanoTime(); // guarded by lock
  private boolean closed; // guarded by lock

  /**
   * No peers yet.
   *
   * @param direct whether peers are dialed, and may dial us
   */
  public Peers(Node node, LocalIdentity self, Paths paths, boolean direct) {
    this.node = node;
    this.self = self;
    this.paths = paths;
    this.direct = direct;
  }

  /** Those that were announced last, and those that still have their time of grace. */
  public Watched<List<RemotePeer>> known() {
    return known;
  }

  /** Whether a peer with this client leaf may dial us. */
  public boolean admits(X509Certificate leaf) {
    return admitted.contains(DerCertificate.of(leaf));
  }

  /** Takes what the control server has told in a session. */
  public void told(long inSession, List<RemotePeer> remotes) {
    Map<PeerKey, RemotePeer> current = PeerKey.index(remotes);
    lock.lock();
    try {
      if (closed || inSession < session) {
        return;
      }
      if (inSession > session) {
        session = inSession;
        graceEnd = System.nanoTime() + GRACE.toNanos();
      }
      announced = Set.copyOf(current.keySet());
      admitted = direct ? admitted(current) : Set.of();
      current.forEach(this::link);
    } finally {
      lock.unlock();
    }
    closeUnannounced();
  }

  /** A peer that announces no address expects nobody, and dials nobody. */
  private static Set<DerCertificate> admitted(Map<PeerKey, RemotePeer> current) {
    return current.values().stream()
        .filter(remote -> !remote.peer().directs().isEmpty())
        .map(remote -> remote.peer().clientCertificate())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void link(PeerKey key, RemotePeer remote) {
    PeerLink link = links.get(key);
    if (link != null) {
      link.update(remote);
      return;
    }
    link = new PeerLink(node, self, paths, remote);
    links.put(key, link);
    if (direct) {
      link.start();
    }
  }

  /** Closes the links to those who are not announced any more and have had their grace. */
  private void closeUnannounced() {
    List<PeerLink> gone = new ArrayList<>();
    lock.lock();
    try {
      boolean grace = System.nanoTime() - graceEnd < 0;
      Iterator<Map.Entry<PeerKey, PeerLink>> each = links.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<PeerKey, PeerLink> entry = each.next();
        if (!grace && !announced.contains(entry.getKey())) {
          each.remove();
          gone.add(entry.getValue());
        }
      }
      known.set(links.values().stream().map(PeerLink::remote).toList());
    } finally {
      lock.unlock();
    }
    gone.forEach(PeerLink::close);
  }

  /** Looks after those whose time of grace ends; runs until interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      Thread.sleep(LOOK);
      closeUnannounced();
    }
  }

  /** Takes a connection that somebody has dialed to this endpoint. */
  public void adopt(QuicConnection connection) {
    DerCertificate leaf = DerCertificate.of(connection.peerCertificate());
    lock.lock();
    try {
      Optional<PeerLink> dialer =
          links.values().stream()
              .filter(link -> link.remote().peer().clientCertificate().equals(leaf))
              .filter(link -> !link.remote().peer().directs().isEmpty())
              .findFirst();
      if (dialer.isPresent() && admitted.contains(leaf)) {
        dialer.get().adopt(connection);
      } else {
        connection.close(ErrorCode.AUTHENTICATION_FAILED, "unknown client");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes all connections; nobody is admitted any more. */
  @Override
  public void close() {
    List<PeerLink> gone;
    lock.lock();
    try {
      closed = true;
      admitted = Set.of();
      gone = List.copyOf(links.values());
      links.clear();
      known.set(List.of());
    } finally {
      lock.unlock();
    }
    gone.forEach(PeerLink::close);
  }
}
