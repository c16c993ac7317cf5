package connet.client.control;

import connet.client.address.Names;
import connet.client.task.Interrupts;
import connet.client.task.Tasks;
import connet.client.task.Watched;
import connet.protocol.Backoff;
import connet.protocol.ErrorStatusException;
import connet.transport.Addresses;
import connet.transport.QuicConnection;
import connet.transport.QuicSocket;
import connet.transport.UntrustedServerException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session with the control server: connects again when it is lost, and asks the server anew
 * where it sees us when there is reason to think that this has changed.
 *
 * <p>Thread-safe; {@link #run} is its one conversation.
 */
public final class ControlLink implements AutoCloseable {
  /** Why the address from which the server sees us may have changed. */
  public enum Doubt {
    /** Our own addresses are others now: the session's connection may hang, too. */
    ADDRESSES_CHANGED,
    /** A peer is no longer heard. */
    PATH_LOST
  }

  private static final Logger LOG = LoggerFactory.getLogger(ControlLink.class);

  /** A session that is silent longer than this is given up. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  /** A session that is silent longer than this is doubted. */
  private static final Duration DOUBTFUL = Duration.ofMillis(2500);

  private static final Duration LOOK = Duration.ofMillis(500);

  /**
   * The longest wait between two attempts. Shorter than elsewhere: a server that has come back must
   * know of our endpoints within five seconds.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** A session that lasted this long was a good one: the next attempt is made at once. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  /** The old connection stays this long after a new one, until everything is announced there. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** At most so often is a new connection made because of a doubt. */
  private static final Duration BETWEEN_DOUBTS = Duration.ofSeconds(2);

  /** How often a client asks that was refused. */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(10);

  /** How many of each kind there have been. */
  private record Doubts(long addressesChanged, long pathsLost) {}

  private final ControlDialer dialer;
  private final Login login;
  private final Tasks tasks = new Tasks("control");
  private final Watched<ControlState> state =
      new Watched<>(new ControlState.Away("not connected yet"));
  private final Watched<Optional<InetSocketAddress>> publicAddress =
      new Watched<>(Optional.empty());
  private final Watched<Doubts> doubts = new Watched<>(new Doubts(0, 0));
  private String lastTrouble = "";

  /** A link that does nothing yet. */
  public ControlLink(QuicSocket socket, Names names, Login login) {
    this.dialer = new ControlDialer(socket, names, login);
    this.login = login;
  }

  /** How things stand. */
  public Watched<ControlState> state() {
    return state;
  }

  /** Where the server sees us, or last saw us. */
  public Watched<Optional<InetSocketAddress>> publicAddress() {
    return publicAddress;
  }

  /** Has the server asked soon where it sees us; returns at once. */
  public void doubt(Doubt reason) {
    doubts.update(
        old ->
            switch (reason) {
              case ADDRESSES_CHANGED -> new Doubts(old.addressesChanged() + 1, old.pathsLost());
              case PATH_LOST -> new Doubts(old.addressesChanged(), old.pathsLost() + 1);
            });
  }

  /** Connects, again and again, until interrupted. */
  public void run() throws InterruptedException {
    var backoff = new Backoff(Backoff.LEAST, LONGEST_WAIT, RandomGenerator.getDefault());
    while (true) {
      long doubtsSeen = doubts.version().count();
      Duration wait;
      try {
        ControlSession session = dialer.connect();
        long since = System.nanoTime();
        keep(session);
        if (System.nanoTime() - since > SETTLED.toNanos()) {
          backoff.reset();
        }
        wait = backoff.next();
      } catch (ErrorStatusException e) {
        refused(e);
        wait = AFTER_REFUSAL;
      } catch (IOException e) {
        Interrupts.check(e);
        away(e);
        wait = backoff.next();
      }
      // New addresses, as of a network that has come back, are a reason to try at once.
      doubts.awaitAfter(doubtsSeen, wait);
    }
  }

  /** Returns when the session, and whatever has replaced it, is over. */
  private void keep(ControlSession first) throws InterruptedException {
    ControlSession session = first;
    connected(session);
    try {
      Watched.Version<Doubts> seen = doubts.version();
      long asked = System.nanoTime();
      while (session.connection().open()) {
        Watched.Version<Doubts> now = doubts.awaitAfter(seen.count(), LOOK);
        Duration silent = session.connection().silentFor();
        boolean doubt = now.count() > seen.count() || silent.compareTo(DOUBTFUL) > 0;
        if (silent.compareTo(SILENT) > 0) {
          session.connection().close(0, "connection closed");
        } else if (doubt && System.nanoTime() - asked > BETWEEN_DOUBTS.toNanos()) {
          boolean moved = now.value().addressesChanged() > seen.value().addressesChanged();
          seen = now;
          asked = System.nanoTime();
          session = renew(session, moved);
        } else if (doubt) {
          Thread.sleep(LOOK);
        }
      }
      lost(session);
    } finally {
      session.connection().close(0, "connection closed");
    }
  }

  /** A new session if that makes a difference, else the old one. */
  private ControlSession renew(ControlSession old, boolean moved) throws InterruptedException {
    ControlSession next;
    try {
      next = dialer.connect();
    } catch (IOException e) {
      Interrupts.check(e);
      LOG.debug("asked the control server where it sees us, no answer why={}", e.getMessage());
      return old;
    }
    boolean same = old.publicAddress().equals(next.publicAddress());
    if (same && !moved && old.connection().silentFor().isZero()) {
      next.connection().close(0, "connection closed");
      return old;
    }
    connected(next);
    tasks.start("old session", () -> linger(old.connection()));
    return next;
  }

  private static void linger(QuicConnection old) throws InterruptedException {
    try {
      Thread.sleep(LINGER);
    } finally {
      old.close(0, "connection closed");
    }
  }

  private void connected(ControlSession session) {
    lastTrouble = "";
    LOG.info(
        "connected to the control server server={} address={} public={}",
        login.server(),
        Addresses.show(session.connection().remoteAddress()),
        Addresses.show(session.publicAddress()));
    publicAddress.set(Optional.of(session.publicAddress()));
    state.set(new ControlState.Connected(session));
  }

  private void lost(ControlSession session) {
    String why = String.valueOf(session.connection().end());
    LOG.warn(
        "lost the control server, paths to peers stay in use server={} why={}",
        login.server(),
        why);
    state.set(new ControlState.Away("lost " + login.server() + ": " + why));
  }

  private void refused(ErrorStatusException e) {
    report("refused us", e);
    state.set(new ControlState.Refused(e.status()));
  }

  private void away(IOException e) {
    report(
        e instanceof UntrustedServerException
            ? "is not trusted: server-cas must name its certificate or that of its authority, and"
                + " its host, or server-name, be a name in it; trying again"
            : "cannot be reached, trying again",
        e);
    state.set(new ControlState.Away("cannot reach " + login.server() + ": " + e.getMessage()));
  }

  /** Said once, not at each attempt. */
  private void report(String what, IOException e) {
    String trouble = what + e.getMessage();
    if (trouble.equals(lastTrouble)) {
      LOG.debug("the control server {} server={} why={}", what, login.server(), e.getMessage());
    } else {
      LOG.warn("the control server {} server={} why={}", what, login.server(), e.getMessage());
      lastTrouble = trouble;
    }
  }

  /** Ends the connections that linger; the current one ends with {@link #run}. */
  @Override
  public void close() {
    tasks.close();
  }
}
