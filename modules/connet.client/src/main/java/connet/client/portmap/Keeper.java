package connet.client.portmap;

import connet.client.task.Watched;
import connet.transport.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a port mapped by one protocol, and keeps it mapped. Several keepers, one for each protocol,
 * look for the router side by side; of those whose router answers one has the port mapped, and when
 * it fails the next one tries. Two at a time would get into each other's way, as a router that
 * speaks several protocols has one table for all.
 *
 * <p>Its conversation is {@link #run}; the rest is thread-safe.
 */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /** For all attempts of the first request together; the longest schedule takes two minutes. */
  private static final Duration FIRST = Duration.ofMinutes(2);

  private final Protocol protocol;
  private final Place place;
  private final int port;
  private final Pace pace;
  private final Shared shared;
  private volatile Protocol.@Nullable Gateway asked;

  /**
   * A keeper that does nothing yet.
   *
   * @param port of our socket
   */
  Keeper(Protocol protocol, Place place, int port, Pace pace, Shared shared) {
    this.protocol = protocol;
    this.place = place;
    this.port = port;
    this.pace = pace;
    this.shared = shared;
  }

  /** Looks for the router and keeps the port mapped, until interrupted. */
  void run() throws InterruptedException {
    while (true) {
      long nudged = shared.nudges().version().count();
      try {
        Protocol.Gateway gateway = protocol.find(place, port);
        LOG.debug("a router answers protocol={} place={}", protocol.name(), place);
        shared.turn().acquire();
        try {
          keep(gateway);
        } finally {
          shared.turn().release();
        }
      } catch (IOException e) {
        endIfInterrupted();
        LOG.debug("no port mapped protocol={} why={}", protocol.name(), e.getMessage());
      }
      shared.nudges().awaitAfter(nudged, pace.again());
    }
  }

  private void keep(Protocol.Gateway gateway) throws IOException, InterruptedException {
    asked = gateway;
    try {
      Grant grant = gateway.map(port, FIRST);
      LOG.info(
          "port mapped protocol={} external={} internal={}:{} lifetime={}",
          protocol.name(),
          Addresses.show(grant.external()),
          place.local().getHostAddress(),
          port,
          grant.lifetime());
      while (true) {
        shared.mapped().set(Optional.of(grant.external()));
        grant = next(gateway, grant);
      }
    } finally {
      shared.mapped().set(Optional.empty());
      // An interrupted thread cannot send: then whoever has interrupted it releases.
      if (!Thread.currentThread().isInterrupted()) {
        release();
      }
    }
  }

  /**
   * The grant after this one: at half its lifetime, or earlier when the router has forgotten it.
   *
   * @throws IOException when its lifetime is over without, or the router has refused
   */
  private Grant next(Protocol.Gateway gateway, Grant grant)
      throws IOException, InterruptedException {
    long expires = System.nanoTime() + grant.lifetime().toNanos();
    long due = System.nanoTime() + half(grant.lifetime()).toNanos();
    while (true) {
      long nudged = shared.nudges().version().count();
      long left = due - System.nanoTime();
      if (left > 0) {
        long wait = Math.min(left, pace.check().toNanos());
        shared.nudges().awaitAfter(nudged, Duration.ofNanos(wait));
        if (due - System.nanoTime() > 0 && !holds(gateway, grant)) {
          LOG.info(
              "the router has forgotten our mapping, asking again external={}",
              Addresses.show(grant.external()));
          due = System.nanoTime();
        }
        continue;
      }
      try {
        long within = Math.max(expires - System.nanoTime(), pace.least().toNanos());
        return renewed(grant, gateway.map(grant.external().getPort(), Duration.ofNanos(within)));
      } catch (RefusedByGatewayException e) {
        throw e;
      } catch (IOException e) {
        endIfInterrupted();
        due = System.nanoTime() + half(Duration.ofNanos(expires - System.nanoTime())).toNanos();
        if (due - expires > 0) {
          throw e;
        }
      }
    }
  }

  private Grant renewed(Grant old, Grant grant) {
    if (grant.external().equals(old.external())) {
      LOG.debug("port mapping renewed protocol={} lifetime={}", protocol.name(), grant.lifetime());
    } else {
      LOG.info(
          "port mapped anew protocol={} external={}",
          protocol.name(),
          Addresses.show(grant.external()));
    }
    return grant;
  }

  private Duration half(Duration time) {
    Duration half = time.dividedBy(2);
    return half.compareTo(pace.least()) > 0 ? half : pace.least();
  }

  private boolean holds(Protocol.Gateway gateway, Grant grant) throws InterruptedException {
    try {
      return gateway.holds(grant);
    } catch (IOException e) {
      endIfInterrupted();
      LOG.debug("the router is silent protocol={} why={}", protocol.name(), e.getMessage());
      return true;
    }
  }

  /** Gives back what the router may have mapped; a second at most. */
  void release() {
    Protocol.Gateway gateway = asked;
    if (gateway == null) {
      return;
    }
    try {
      gateway.release();
      LOG.debug("port mapping released protocol={}", protocol.name());
    } catch (IOException e) {
      LOG.debug("port not released protocol={} why={}", protocol.name(), e.getMessage());
    }
    asked = null;
  }

  private static void endIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * What the keepers of one place share.
   *
   * @param turn is had by the one that may have a port mapped
   * @param nudges counts the signs that the router has changed
   * @param mapped where peers reach us
   */
  record Shared(
      Semaphore turn, Watched<Long> nudges, Watched<Optional<InetSocketAddress>> mapped) {}
}
