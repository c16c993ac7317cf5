package connet.client.control;

import connet.client.address.LocalAddresses;
import connet.client.control.ControlLink.Doubt;
import connet.client.portmap.PortMapper;
import connet.client.task.Watched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where we can be reached: as the control server sees us, at the port that a router maps to us, and
 * at the addresses of this machine. Those are looked at every two seconds; when they change, the
 * control server is asked anew, and so is the router.
 *
 * <p>Thread-safe; {@link #watchMachine}, {@link #watchServer} and {@link #watchRouter} are its
 * conversations.
 */
public final class OwnAddresses {
  /** Reads the addresses of this machine. */
  public interface Reader {
    /** Those that peers may be told of. */
    List<InetAddress> read() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(OwnAddresses.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private record Known(
      Optional<InetSocketAddress> seen,
      Optional<InetSocketAddress> mapped,
      List<InetAddress> locals) {}

  private final Reader reader;
  private final ControlLink control;
  private final InetSocketAddress bound;
  private final PortMapper mapper;
  private final Watched<List<InetSocketAddress>> announced;
  private final Watched<Known> known;

  /** Reads the addresses of this machine once. */
  public OwnAddresses(
      Reader reader, ControlLink control, InetSocketAddress bound, PortMapper mapper) {
    this.reader = reader;
    this.control = control;
    this.bound = bound;
    this.mapper = mapper;
    this.known = new Watched<>(new Known(Optional.empty(), Optional.empty(), read(List.of())));
    this.announced = new Watched<>(toAnnounce());
  }

  /** What peers are told. */
  public Watched<List<InetSocketAddress>> announced() {
    return announced;
  }

  /** Follows the addresses of this machine until interrupted. */
  public void watchMachine() throws InterruptedException {
    while (true) {
      Thread.sleep(LOOK);
      List<InetAddress> before = known.get().locals();
      List<InetAddress> now = read(before);
      if (!now.equals(before)) {
        LOG.info("the addresses of this machine have changed addresses={}", shown(now));
        known.update(old -> new Known(old.seen(), old.mapped(), now));
        announced.update(old -> toAnnounce());
        control.doubt(Doubt.ADDRESSES_CHANGED);
        mapper.moved();
      }
    }
  }

  /** Follows what the control server says until interrupted. */
  public void watchServer() throws IOException, InterruptedException {
    control
        .publicAddress()
        .follow(
            seen -> {
              known.update(old -> new Known(seen, old.mapped(), old.locals()));
              announced.update(old -> toAnnounce());
            });
  }

  /** What routers have opened for this client. */
  public List<InetSocketAddress> mapped() {
    return known.get().mapped().stream().toList();
  }

  /** Follows what the router has mapped until interrupted. */
  public void watchRouter() throws IOException, InterruptedException {
    mapper
        .mapped()
        .follow(
            mapped -> {
              known.update(old -> new Known(old.seen(), mapped, old.locals()));
              announced.update(old -> toAnnounce());
            });
  }

  private List<InetAddress> read(List<InetAddress> before) {
    try {
      return reader.read();
    } catch (IOException e) {
      LOG.debug("cannot read the addresses of this machine why={}", e.getMessage());
      return before;
    }
  }

  private static List<String> shown(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).toList();
  }

  private List<InetSocketAddress> toAnnounce() {
    Known now = known.get();
    return LocalAddresses.announced(
        now.seen().orElse(null), now.mapped().orElse(null), now.locals(), bound);
  }
}
