package connet.relay;

import connet.protocol.Backoff;
import connet.protocol.ErrorCode;
import connet.transport.Addresses;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the relay registered at its control server, from a virtual thread of its own: dials,
 * registers, waits for the end, and starts again after a while. Clients are served all the time, by
 * the tickets that they have.
 */
final class ControlSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlSession.class);

  /** As the existing network's listeners wait. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /**
   * Relays are few, so one may dial more often than the existing network's: it is missed when the
   * control server is back.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final RelayStore store;
  private final TicketKeys keys;
  private final RelayLimits limits;
  private final ControlDialer dialer;
  private final ControlHandshake handshake;
  private final Thread thread;

  /** Guards what follows. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private boolean closed;
  private @Nullable QuicConnection registered;
  private Optional<String> problem = Optional.empty();
  private Optional<InetSocketAddress> reachedAt = Optional.empty();
  private boolean everRegistered;

  /** Used by the session's own thread alone, and after its end. */
  private Optional<ControlRecord> known;

  ControlSession(
      RelaySettings settings,
      RelaySockets sockets,
      RelayStore store,
      TicketKeys keys,
      RelayLimits limits) {
    this.dialer = new ControlDialer(settings, sockets.all());
    this.store = store;
    this.keys = keys;
    this.limits = limits;
    this.handshake =
        new ControlHandshake(
            settings, sockets.publicAddresses(), store.identity().leaf().der(), ANSWER);
    this.known = store.control();
    known.ifPresent(record -> keys.replace(record.ticketKey()));
    this.thread = Thread.ofVirtual().name("relay-control").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits until the relay is registered; false when it is not after this time, or closed. */
  boolean awaitRegistered(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeout.toNanos();
      while (registered == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return registered != null;
    } finally {
      lock.unlock();
    }
  }

  /** Why the relay is not registered, as far as it is known. */
  Optional<String> problem() {
    lock.lock();
    try {
      return problem;
    } finally {
      lock.unlock();
    }
  }

  /** How it stands with the control server. */
  RelayStatus.Session status() {
    lock.lock();
    try {
      if (closed) {
        return RelayStatus.Session.DISCONNECTED;
      }
      if (registered != null) {
        return RelayStatus.Session.CONNECTED;
      }
      return everRegistered ? RelayStatus.Session.RECONNECTING : RelayStatus.Session.NOT_CONNECTED;
    } finally {
      lock.unlock();
    }
  }

  /** Where the control server was reached last. */
  Optional<InetSocketAddress> reachedAt() {
    lock.lock();
    try {
      return reachedAt;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    Backoff backoff = new Backoff(Backoff.LEAST, LONGEST_WAIT, ThreadLocalRandom.current());
    Duration wait = Duration.ZERO;
    while (!pause(wait)) {
      try (QuicConnection connection = dialer.dial();
          QuicStream stream = connection.openStream(ANSWER)) {
        register(connection, stream);
        long start = System.nanoTime();
        ConnectionEnd end = connection.awaitEnd();
        // A session that ends at once, time and again, must not become one that spins.
        if (System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
          backoff.reset();
        }
        lost(end);
        wait = backoff.next();
      } catch (IOException e) {
        ControlProblem why = ControlProblem.of(e, dialer.addresses(), store.controlFile());
        failed(why);
        wait = why.lasting() ? LONGEST_WAIT : backoff.next();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void register(QuicConnection connection, QuicStream stream) throws IOException {
    ControlRecord record = handshake.perform(connection, stream, known);
    known = Optional.of(record);
    keys.replace(record.ticketKey());
    remember(record.withoutToken());
    connection.heartbeat(limits.heartbeat(), stream);
    lock.lock();
    try {
      if (closed) {
        return;
      }
      registered = connection;
      everRegistered = true;
      reachedAt = Optional.of(connection.remoteAddress());
      problem = Optional.empty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    log.info(
        "relay registered control={} id={} address={}",
        dialer.addresses().getFirst(),
        record.controlId(),
        Addresses.show(connection.remoteAddress()));
  }

  /** A relay whose disk is full still serves; it only forgets with its end. */
  private void remember(ControlRecord record) {
    try {
      store.remember(record);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        return; // by close(), which tries once more
      }
      log.warn(
          "registration not kept for the next start file={} why={}",
          store.controlFile(),
          PrivateFile.why(e));
    }
  }

  private void lost(ConnectionEnd end) {
    lock.lock();
    try {
      registered = null;
      if (closed) {
        return;
      }
      problem = Optional.of("The session with the control server has ended: " + end);
    } finally {
      lock.unlock();
    }
    log.warn(
        "control session ended, dialing again control={} end={}",
        dialer.addresses().getFirst(),
        end);
  }

  private void failed(ControlProblem why) {
    lock.lock();
    try {
      if (closed || problem.equals(Optional.of(why.text()))) {
        log.debug("relay not registered: {}", why.text());
        return;
      }
      problem = Optional.of(why.text());
    } finally {
      lock.unlock();
    }
    if (why.lasting()) {
      log.error("relay not registered, trying again: {}", why.text());
    } else {
      log.warn("relay not registered, trying again: {}", why.text());
    }
  }

  /** Waits; true when the session is closed. */
  private boolean pause(Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return closed;
    } catch (InterruptedException e) {
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the session, so that the control server stops offering this relay at once. Idempotent;
   * takes a second at most.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      changed.signalAll();
      if (registered != null) {
        registered.close(ErrorCode.UNKNOWN, "connection closed");
        registered = null;
      }
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    try {
      if (thread.join(CLOSING)) {
        // The old registration is gone, so the next run may take its id.
        known.ifPresent(this::remember);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
