package connet.client.relay;

import connet.client.node.LocalIdentity;
import connet.client.node.Node;
import connet.client.path.Path;
import connet.client.path.Paths;
import connet.client.task.Tasks;
import connet.client.task.Watched;
import connet.protocol.OfferedRelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The relays of one endpoint, as the control server offers them. A relay that is no longer offered
 * keeps its connection for a while, and as long as anything goes through it: that its session with
 * the control server has ended says little about the relay itself.
 *
 * <p>Thread-safe.
 */
public final class RelayLinks implements AutoCloseable {
  /** How long a relay is kept that is neither offered nor in use. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final class Held {
    private final RelayLink link;
    private final Tasks tasks;
    private long offeredAt = System.nanoTime();

    private Held(RelayLink link, String name) {
      this.link = link;
      this.tasks = new Tasks(name);
      tasks.start("link", link::run);
    }
  }

  private final LocalIdentity self;
  private final Paths paths;
  private final RelayDialer dialer;
  private final Watched<List<String>> connected = new Watched<>(List.of());
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Held> links = new HashMap<>(); // guarded by lock
  private long session; // guarded by lock
  private boolean closed; // guarded by lock

  /** No relays yet. */
  public RelayLinks(Node node, LocalIdentity self, Paths paths) {
    this.self = self;
    this.paths = paths;
    this.dialer = new RelayDialer(node, self);
  }

  /** The ids of the relays that there is a connection to. */
  public Watched<List<String>> connected() {
    return connected;
  }

  /** The relays that are offered or still held, by id. */
  public List<OfferedRelay> offered() {
    lock.lock();
    try {
      return links.values().stream()
          .map(held -> held.link.offer().get().relay())
          .sorted(Comparator.comparing(OfferedRelay::id))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what the control server has offered in a session. */
  public void told(long inSession, List<OfferedRelay> offers) {
    Map<String, OfferedRelay> current =
        offers.stream()
            .collect(Collectors.toMap(OfferedRelay::id, Function.identity(), (a, b) -> b));
    lock.lock();
    try {
      if (inSession < session || closed) {
        return;
      }
      session = inSession;
      links.forEach((id, held) -> stillOffered(held, current.get(id)));
      current.forEach((id, relay) -> links.computeIfAbsent(id, i -> held(relay)));
    } finally {
      lock.unlock();
    }
  }

  private Held held(OfferedRelay relay) {
    return new Held(new RelayLink(relay, dialer, paths, connected), "relay of " + self);
  }

  private static void stillOffered(Held held, @Nullable OfferedRelay relay) {
    if (relay == null) {
      held.link.offer().update(old -> new RelayLink.Offer(old.relay(), false));
    } else {
      held.offeredAt = System.nanoTime();
      held.link.offer().set(new RelayLink.Offer(relay, true));
    }
  }

  /** Looks after relays that are not offered any more; runs until interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      Thread.sleep(LOOK);
      closeUnused();
    }
  }

  private void closeUnused() {
    List<Tasks> unused = new ArrayList<>();
    lock.lock();
    try {
      Iterator<Map.Entry<String, Held>> each = links.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<String, Held> entry = each.next();
        Held held = entry.getValue();
        if (held.link.offer().get().current()) {
          held.offeredAt = System.nanoTime();
        } else if (System.nanoTime() - held.offeredAt > GRACE.toNanos() && !inUse(entry.getKey())) {
          each.remove();
          unused.add(held.tasks);
        }
      }
    } finally {
      lock.unlock();
    }
    unused.forEach(Tasks::close);
  }

  private boolean inUse(String id) {
    return paths.all().get().stream()
        .anyMatch(path -> path.kind() == Path.Kind.RELAY && path.id().equals(id) && path.inUse());
  }

  /** Closes all connections. */
  @Override
  public void close() {
    List<Held> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(links.values());
      links.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(held -> held.tasks.close());
  }
}
