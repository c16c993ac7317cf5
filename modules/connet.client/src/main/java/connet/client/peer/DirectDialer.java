package connet.client.peer;

import connet.client.address.DialLimits.Answer;
import connet.client.node.LocalIdentity;
import connet.client.node.Node;
import connet.client.task.Tasks;
import connet.client.task.Watched;
import connet.protocol.Alpn;
import connet.protocol.Backoff;
import connet.protocol.ErrorCode;
import connet.transport.Addresses;
import connet.transport.ConnectionClosedException;
import connet.transport.ConnectionEnd;
import connet.transport.DialSettings;
import connet.transport.QuicConnection;
import connet.transport.ServerTrust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dials all addresses of one peer side by side until a connection stands. Each address is tried
 * again and again with its own backoff, so that a dead one holds up no other.
 *
 * <p>Used by one thread.
 */
final class DirectDialer {
  private static final Logger LOG = LoggerFactory.getLogger(DirectDialer.class);

  /** Between the first dials of two addresses: not all packets at the same moment. */
  private static final Duration STAGGER = Duration.ofMillis(10);

  /**
   * The first attempt at an address is given up early: when both ends are behind NATs, it is the
   * packet of a later one that finds the hole of the other end open.
   */
  private static final Duration FIRST_HANDSHAKE = Duration.ofSeconds(1);

  /** When to stop dialing: returns as soon as there is no need for a connection any more. */
  interface Unless {
    void await() throws InterruptedException;
  }

  private sealed interface Outcome {
    record Connected(QuicConnection connection) implements Outcome {}

    record NotWanted() implements Outcome {}

    record TargetsChanged() implements Outcome {}
  }

  /** Dialing until something changes. */
  private record Round(BlockingQueue<Outcome> outcomes, Semaphore checking) {}

  private final Node node;
  private final LocalIdentity self;
  private final String peerName;
  private final X509Certificate peerLeaf;
  private final Watched<Targets> targets;

  DirectDialer(
      Node node,
      LocalIdentity self,
      String peerName,
      X509Certificate peerLeaf,
      Watched<Targets> targets) {
    this.node = node;
    this.self = self;
    this.peerName = peerName;
    this.peerLeaf = peerLeaf;
    this.targets = targets;
  }

  /** A connection on which the peer has answered; empty when it is not wanted any more. */
  Optional<QuicConnection> dial(Unless unless) throws InterruptedException {
    while (true) {
      Watched.Version<Targets> now = targets.version();
      var round = new Round(new LinkedBlockingQueue<>(), new Semaphore(1));
      switch (dial(round, now, unless)) {
        case Outcome.Connected(QuicConnection connection) -> {
          return Optional.of(connection);
        }
        case Outcome.NotWanted() -> {
          return Optional.empty();
        }
        case Outcome.TargetsChanged() ->
            LOG.debug("addresses changed, dialing anew endpoint={}", self);
      }
    }
  }

  private Outcome dial(Round round, Watched.Version<Targets> now, Unless unless)
      throws InterruptedException {
    try (var tasks = new Tasks("dial " + self)) {
      tasks.start("unless", () -> await(unless, round));
      tasks.start("targets", () -> await(now, round));
      Duration delay = Duration.ZERO;
      for (InetSocketAddress address : now.value().candidates()) {
        Duration first = delay;
        tasks.start("" + address, () -> repeat(address, first, round));
        delay = delay.plus(STAGGER);
      }
      return round.outcomes().take();
    } finally {
      round.outcomes().forEach(DirectDialer::discard);
    }
  }

  private static void await(Unless unless, Round round) throws InterruptedException {
    unless.await();
    round.outcomes().add(new Outcome.NotWanted());
  }

  private void await(Watched.Version<Targets> now, Round round) throws InterruptedException {
    targets.awaitAfter(now.count());
    round.outcomes().add(new Outcome.TargetsChanged());
  }

  private void repeat(InetSocketAddress address, Duration delay, Round round)
      throws InterruptedException {
    Thread.sleep(delay);
    var backoff = new Backoff(Backoff.LEAST, Backoff.MOST, RandomGenerator.getDefault());
    Duration handshake = atMost(FIRST_HANDSHAKE);
    while (!attempt(address, handshake, round)) {
      handshake = atMost(handshake.multipliedBy(2));
      Thread.sleep(backoff.next());
    }
  }

  private Duration atMost(Duration handshake) {
    return handshake.compareTo(node.handshake()) > 0 ? node.handshake() : handshake;
  }

  private boolean attempt(InetSocketAddress address, Duration handshake, Round round)
      throws InterruptedException {
    node.limits().await(address);
    Answer answer = Answer.SILENCE;
    try {
      QuicConnection connection = dial(address, handshake);
      check(connection, round.checking());
      answer = Answer.WELCOME;
      round.outcomes().add(new Outcome.Connected(connection));
      return true;
    } catch (IOException e) {
      answer = answer(e);
      LOG.debug(
          "peer not reached endpoint={} address={} why={}",
          self,
          Addresses.show(address),
          e.getMessage());
      return false;
    } finally {
      node.limits().ended(address, answer);
    }
  }

  private QuicConnection dial(InetSocketAddress address, Duration handshake) throws IOException {
    return node.socket()
        .dial(
            new DialSettings(
                address,
                peerName,
                Alpn.Kind.PEER_PEER.offered(),
                self.client(),
                new ServerTrust.Pinned(peerLeaf),
                handshake));
  }

  /**
   * One connection at a time is checked, and after one that holds no other: the peer never sees a
   * check on a connection that is thrown away.
   */
  private static void check(QuicConnection connection, Semaphore checking)
      throws IOException, InterruptedException {
    boolean acquired = false;
    boolean checked = false;
    try {
      checking.acquire();
      acquired = true;
      PeerCheck.ask(connection);
      checked = true;
    } finally {
      if (!checked) {
        connection.close(ErrorCode.CONNECTION_CHECK_FAILED, "connection check failed");
        if (acquired) {
          checking.release();
        }
      }
    }
  }

  private static Answer answer(IOException e) {
    return e instanceof ConnectionClosedException closed
            && !(closed.end() instanceof ConnectionEnd.TimedOut)
        ? Answer.REFUSAL
        : Answer.SILENCE;
  }

  private static void discard(Outcome outcome) {
    if (outcome instanceof Outcome.Connected(QuicConnection connection)) {
      connection.close(ErrorCode.DIRECT_KEEPALIVE_CLOSED, "keepalive closed");
    }
  }
}
