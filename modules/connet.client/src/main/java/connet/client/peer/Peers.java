package connet.client.peer;

import connet.client.control.ControlSession;
import connet.client.control.ControlState;
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
   * missing in a new session keep their connections for this time.
   */
  private static final Duration GRACE = Duration.ofSeconds(15);

  /**
   * A control server that ends may tell of peers being gone while it loses them, and then be gone
   * itself: connections are closed only if the session lives on for this time.
   */
  private static final Duration DOUBT = Duration.ofMillis(500);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Node node;
  private final LocalIdentity self;
  private final Paths paths;
  private final boolean direct;
  private final Watched<List<RemotePeer>> known = new Watched<>(List.of());

  /** Client leaves of those who may dial us; asked on the event loop. */
  private volatile Set<DerCertificate> admitted = Set.of();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PeerKey, PeerLink> links = new HashMap<>(); // guarded by lock

  /** Those that are not announced any more, with the time when their connections are closed. */
  private final Map<PeerKey, Long> missing = new HashMap<>(); // guarded by lock

  private long session; // guarded by lock
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

  /** Those that were announced last, and those whose connections are not closed yet. */
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
      boolean anew = inSession > session;
      session = inSession;
      admitted = direct ? admitted(current) : Set.of();
      current.forEach(this::link);
      miss(current.keySet(), anew);
      known.set(links.values().stream().map(PeerLink::remote).toList());
    } finally {
      lock.unlock();
    }
  }

  private void miss(Set<PeerKey> current, boolean anew) {
    missing.keySet().removeAll(current);
    long now = System.nanoTime();
    for (PeerKey key : links.keySet()) {
      if (!current.contains(key)) {
        if (anew) {
          missing.put(key, now + GRACE.toNanos());
        } else {
          missing.putIfAbsent(key, now + DOUBT.toNanos());
        }
      }
    }
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

  private void closeMissing() {
    List<PeerLink> gone = new ArrayList<>();
    lock.lock();
    try {
      long now = System.nanoTime();
      Iterator<Map.Entry<PeerKey, Long>> each = missing.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<PeerKey, Long> entry = each.next();
        PeerLink link = links.get(entry.getKey());
        if (link != null && now - entry.getValue() > 0) {
          each.remove();
          links.remove(entry.getKey());
          gone.add(link);
        }
      }
      known.set(links.values().stream().map(PeerLink::remote).toList());
    } finally {
      lock.unlock();
    }
    gone.forEach(PeerLink::close);
  }

  /** Whether the session in which we were told of the peers is still there. */
  private boolean sessionLives() {
    lock.lock();
    try {
      return node.control().state().get() instanceof ControlState.Connected(ControlSession now)
          && now.number() == session
          && now.connection().open();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the connections of those who are announced no more; runs until interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      Thread.sleep(LOOK);
      if (sessionLives()) {
        closeMissing();
      }
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
