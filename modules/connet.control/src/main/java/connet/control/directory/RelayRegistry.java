package connet.control.directory;

import connet.control.store.Store;
import connet.control.store.StoredRelay;
import connet.protocol.ErrorCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The relays that clients are offered. A relay that registers again replaces its own older
 * registration, whose end then changes nothing. All methods may be called by any thread.
 */
public final class RelayRegistry {
  /** All of them have to fit into one message, each with up to some 30 KB. */
  private static final int MAX_RELAYS = 256;

  private final Store store;
  private final Duration expiry;
  private final Timer timer;

  // Guarded by this.
  /** What clients are offered. */
  private final TreeMap<String, Registration> current = new TreeMap<>();

  /** What the store has: the same, or a registration that is about to be published. */
  private final Map<String, Registration> newest = new HashMap<>();

  private final Set<Signal> watches = new HashSet<>();
  private List<StoredRelay> snapshot = List.of();
  private long registered;
  private boolean frozen;

  /**
   * A registry with what the store has of the last run, kept until {@code expiry} from now unless
   * it registers again.
   */
  public RelayRegistry(Store store, Duration expiry, Timer timer) {
    this.store = store;
    this.expiry = expiry;
    this.timer = timer;
    synchronized (this) {
      for (StoredRelay relay : store.relays()) {
        Registration registration = new Registration(relay, 0);
        current.put(relay.id(), registration);
        newest.put(relay.id(), registration);
        expireLater(registration);
      }
      changed();
    }
  }

  /** One connection's registration of its relay. */
  public final class Registration {
    private final StoredRelay relay;
    private final long number;

    private Registration(StoredRelay relay, long number) {
      this.relay = relay;
      this.number = number;
    }

    /** Offers the relay to clients: it has been told the key by now that opens their tickets. */
    public void publish() {
      RelayRegistry.this.publish(this);
    }

    /** The relay has gone on purpose: it is offered no more. */
    public void ended() {
      end(this);
    }

    /** The connection is lost: the relay is offered until the expiry, unless it registers again. */
    public void lost() {
      expireLater(this);
    }
  }

  /**
   * Registers a relay with the store; clients hear of it when it is published.
   *
   * @throws RefusedException when there are too many relays
   */
  public synchronized Registration register(StoredRelay relay) throws RefusedException {
    if (current.size() >= MAX_RELAYS && !current.containsKey(relay.id())) {
      throw new RefusedException(
          ErrorCode.AUTHENTICATION_FAILED,
          "this control server has " + MAX_RELAYS + " relays and takes no more");
    }
    Registration registration = new Registration(relay, ++registered);
    if (!frozen) {
      newest.put(relay.id(), registration);
      store.put(relay);
    }
    return registration;
  }

  /** Tells {@code signal} of every change from now on. */
  public synchronized void watch(Signal signal) {
    watches.add(signal);
  }

  /** Ends what {@link #watch} has begun. */
  public synchronized void unwatch(Signal signal) {
    watches.remove(signal);
  }

  /** The relays on offer, ordered by id. */
  public synchronized List<StoredRelay> relays() {
    return snapshot;
  }

  /**
   * From now on nothing changes any more: what is registered stays in the store for the server's
   * next run.
   */
  public synchronized void freeze() {
    frozen = true;
  }

  private synchronized void publish(Registration registration) {
    Registration other = current.get(registration.relay.id());
    if (frozen || (other != null && other.number > registration.number)) {
      return;
    }
    current.put(registration.relay.id(), registration);
    if (other == null || !other.relay.equals(registration.relay)) {
      changed();
    }
  }

  private synchronized void end(Registration registration) {
    if (frozen) {
      return;
    }
    String id = registration.relay.id();
    if (current.remove(id, registration)) {
      changed();
    }
    if (newest.remove(id, registration)) {
      Registration other = current.get(id);
      if (other == null) {
        store.removeRelay(id);
      } else {
        newest.put(id, other);
        store.put(other.relay);
      }
    }
  }

  private void expireLater(Registration registration) {
    timer.after(expiry, () -> end(registration));
  }

  private void changed() {
    snapshot = current.values().stream().map(registration -> registration.relay).toList();
    watches.forEach(Signal::raise);
  }
}
