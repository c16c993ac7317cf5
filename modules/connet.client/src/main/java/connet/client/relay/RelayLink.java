package connet.client.relay;

import connet.client.path.Path;
import connet.client.path.Paths;
import connet.client.task.Interrupts;
import connet.client.task.Watched;
import connet.protocol.Alpn;
import connet.protocol.Backoff;
import connet.protocol.OfferedRelay;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one relay: made again whenever it is lost, with the ticket and the certificate
 * that were offered last. The old connection is always closed before: a relay of the existing
 * network forgets the new one when the old one ends.
 */
final class RelayLink {
  /**
   * What the control server has said about the relay.
   *
   * @param current false when it is no longer offered: the connection is kept, but not made again
   */
  record Offer(OfferedRelay relay, boolean current) {}

  private static final Logger LOG = LoggerFactory.getLogger(RelayLink.class);

  /** A connection that lasted this long was a good one: the next is dialed at once. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final String id;
  private final RelayDialer dialer;
  private final Paths paths;
  private final Watched<List<String>> connected;
  private final Watched<Offer> offer;

  // Used by the thread that runs only.
  private final Backoff backoff =
      new Backoff(Backoff.LEAST, Backoff.MOST, RandomGenerator.getDefault());
  private boolean warned;

  /** Adds the relay's id to those that are connected while it is. */
  RelayLink(OfferedRelay relay, RelayDialer dialer, Paths paths, Watched<List<String>> connected) {
    this.id = relay.id();
    this.dialer = dialer;
    this.paths = paths;
    this.connected = connected;
    this.offer = new Watched<>(new Offer(relay, true));
  }

  Watched<Offer> offer() {
    return offer;
  }

  /** Runs until interrupted. */
  void run() throws InterruptedException {
    while (true) {
      Watched.Version<Offer> now = offer.version();
      if (!now.value().current()) {
        offer.awaitAfter(now.count());
        continue;
      }
      try {
        hold(dialer.connect(now.value().relay()));
      } catch (IOException e) {
        Interrupts.check(e);
        report(now.value().relay(), e);
      }
      // A new ticket or certificate is a reason to try at once.
      offer.awaitAfter(now.count(), backoff.next());
    }
  }

  private void hold(QuicConnection connection) throws IOException, InterruptedException {
    warned = false;
    long since = System.nanoTime();
    var path =
        new Path(
            Path.Kind.RELAY, id, connection, Alpn.Kind.CLIENT_RELAY.framing(connection.alpn()));
    connected.update(ids -> Stream.concat(ids.stream(), Stream.of(id)).toList());
    try {
      paths.hold(path);
    } finally {
      connected.update(ids -> ids.stream().filter(other -> !other.equals(id)).toList());
      if (System.nanoTime() - since > SETTLED.toNanos()) {
        backoff.reset();
      }
    }
  }

  /** Said once, not at each attempt. */
  private void report(OfferedRelay relay, IOException e) {
    if (warned) {
      LOG.debug("relay not reached id={} why={}", id, e.getMessage());
    } else {
      warned = true;
      LOG.warn(
          "relay not reached, trying again addresses={} id={} why={}",
          relay.addresses(),
          id,
          e.getMessage());
    }
  }
}
