package connet.control.session;

import connet.protocol.Alpn;
import connet.protocol.ErrorCode;
import connet.transport.QuicConnection;
import connet.transport.QuicListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and starts a session for each: a client's or a relay's, by the ALPN that was
 * agreed on.
 */
public final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final Services services;
  private final Admission admission;
  private final TokenUse clientTokens;
  private final TokenUse relayTokens;
  private final AtomicLong sessions = new AtomicLong();
  private final Set<QuicConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Receives nobody until {@link #receive}. */
  public Reception(Services services) {
    this.services = services;
    SessionLimits limits = services.limits();
    admission = new Admission(limits.waiting(), limits.waitingPerSource());
    clientTokens = new TokenUse(services.clientTokens(), limits.sessionsPerToken());
    relayTokens = new TokenUse(services.relayTokens(), limits.sessionsPerToken());
  }

  /** Accepts connections on a thread of its own until the listener is closed. */
  public void receive(QuicListener listener) {
    Thread.ofVirtual().name("connet-control-accept").start(() -> accept(listener));
  }

  /**
   * Ends all sessions, telling their peers, and waits until they are done, at most for {@code
   * limit}.
   */
  public void close(Duration limit) throws InterruptedException {
    closed = true;
    open.forEach(connection -> connection.close(ErrorCode.UNKNOWN, "the control server is ending"));
    long end = System.nanoTime() + limit.toNanos();
    synchronized (open) {
      for (long left = limit.toNanos();
          !open.isEmpty() && left > 0;
          left = end - System.nanoTime()) {
        open.wait(Math.max(1, left / 1_000_000));
      }
    }
  }

  private void accept(QuicListener listener) {
    try {
      while (true) {
        QuicConnection connection = listener.accept();
        Thread.ofVirtual().name("connet-control-session").start(() -> serve(connection));
      }
    } catch (IOException e) {
      LOG.debug("accepting ended reason={}", e.getMessage());
    }
  }

  private void serve(QuicConnection connection) {
    open.add(connection);
    try {
      if (closed) {
        connection.close(ErrorCode.UNKNOWN, "the control server is ending");
        return;
      }
      Admission.Waiter waiter =
          admission.enter(
              connection.remoteAddress().getAddress(),
              () ->
                  connection.close(
                      ErrorCode.AUTHENTICATION_FAILED,
                      "too many connections wait to authenticate"));
      session(connection).run(waiter::leave);
    } finally {
      open.remove(connection);
      synchronized (open) {
        open.notifyAll();
      }
    }
  }

  private Session session(QuicConnection connection) {
    if (Alpn.Kind.CLIENT_CONTROL.offers(connection.alpn())) {
      return new ClientSession(connection, services, clientTokens, sessions.incrementAndGet());
    }
    return new RelaySession(connection, services, relayTokens);
  }
}
