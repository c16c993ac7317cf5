package connet.client.portmap;

import connet.client.task.Tasks;
import connet.client.task.Watched;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the router in front of this machine map a port to our socket, by whichever protocol it
 * speaks, and keeps it mapped: it is renewed, asked for again when the router has forgotten it or
 * this machine has moved, and given back at the end.
 *
 * <p>Thread-safe. Whoever made it closes it.
 */
public final class PortMapper implements AutoCloseable {
  /**
   * Where routers listen; other ports than the usual ones are for tests.
   *
   * @param pcp for PCP and NAT-PMP
   * @param upnp for the search of the default gateway
   * @param everybody asked for UPnP beside the default gateway, if there is such a group
   * @param announcements where we listen ourselves
   */
  public record Ports(int pcp, int upnp, Optional<InetSocketAddress> everybody, int announcements) {
    /** Those of the specifications. */
    public static final Ports USUAL =
        new Ports(NatPmp.PORT, Ssdp.PORT, Optional.of(Upnp.EVERYBODY), Announcements.PORT);
  }

  private static final Logger LOG = LoggerFactory.getLogger(PortMapper.class);

  /** No release takes longer, and all run side by side. */
  private static final Duration RELEASE = Duration.ofSeconds(1);

  private final GatewayFinder finder;
  private final InetSocketAddress bound;
  private final Ports ports;
  private final Pace pace;
  private final Watched<Optional<InetSocketAddress>> mapped = new Watched<>(Optional.empty());
  private final Watched<Long> moves = new Watched<>(0L);
  private final Tasks watcher = new Tasks("port mapper");
  private final ReentrantLock lock = new ReentrantLock();
  private Tasks conversations = new Tasks("port mapping"); // guarded by lock
  private List<Keeper> keepers = List.of(); // guarded by lock

  /**
   * A mapper that asks nobody yet.
   *
   * @param bound where our socket is bound
   */
  public PortMapper(GatewayFinder finder, InetSocketAddress bound, Ports ports) {
    this(finder, bound, ports, Pace.USUAL);
  }

  PortMapper(GatewayFinder finder, InetSocketAddress bound, Ports ports, Pace pace) {
    this.finder = finder;
    this.bound = bound;
    this.ports = ports;
    this.pace = pace;
  }

  /** Where peers reach us through the router, while a port is mapped. */
  public Watched<Optional<InetSocketAddress>> mapped() {
    return mapped;
  }

  /** Starts to look for a router; returns at once. */
  public void start() {
    watcher.start("place", this::watch);
  }

  /** The addresses of this machine are others now; returns at once. */
  public void moved() {
    moves.update(count -> count + 1);
  }

  private void watch() throws InterruptedException {
    Optional<Place> place = Optional.empty();
    while (true) {
      long seen = moves.version().count();
      Optional<Place> now = find(place);
      if (!now.equals(place)) {
        LOG.debug(
            "this machine's place in its network place={}",
            now.map(Place::toString).orElse("none"));
        place = now;
        end();
        place.ifPresent(this::begin);
      }
      moves.awaitAfter(seen, pace.look());
    }
  }

  private Optional<Place> find(Optional<Place> before) throws InterruptedException {
    try {
      return finder.find(bound.getAddress());
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.debug("cannot find out which router to ask why={}", e.getMessage());
      return before;
    }
  }

  private void begin(Place place) {
    var shared = new Keeper.Shared(new Semaphore(1, true), new Watched<>(0L), mapped);
    List<Keeper> made =
        List.<Protocol>of(
                new Pcp(ports.pcp()),
                new NatPmp(ports.pcp()),
                new Upnp(ports.everybody(), ports.upnp()))
            .stream()
            .map(protocol -> new Keeper(protocol, place, bound.getPort(), pace, shared))
            .toList();
    var announcements = new Announcements(place, ports.announcements(), shared.nudges());
    lock.lock();
    try {
      made.forEach(keeper -> conversations.start("keeper", keeper::run));
      conversations.start("announcements", announcements::run);
      keepers = made;
    } finally {
      lock.unlock();
    }
  }

  /** Ends what has begun, so that something new can begin. */
  private void end() {
    Tasks old;
    List<Keeper> made;
    lock.lock();
    try {
      old = conversations;
      made = keepers;
      conversations = new Tasks("port mapping");
      keepers = List.of();
    } finally {
      lock.unlock();
    }
    old.close();
    release(made);
  }

  private static void release(List<Keeper> keepers) {
    long end = System.nanoTime() + RELEASE.toNanos();
    List<Thread> releasing =
        keepers.stream().map(keeper -> Thread.startVirtualThread(keeper::release)).toList();
    try {
      for (Thread thread : releasing) {
        thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the port back. Returns when that is done, or after a few seconds. */
  @Override
  public void close() {
    watcher.close();
    end();
  }
}
