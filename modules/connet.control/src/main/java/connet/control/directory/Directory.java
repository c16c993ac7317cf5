package connet.control.directory;

import connet.control.directory.Announcement.State;
import connet.control.store.Store;
import connet.control.store.StoredPeer;
import connet.protocol.ErrorCode;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who announces which endpoint. A change wakes those who watch that endpoint and role, and costs
 * what they are, not what all are. Every change is handed to the store in the order in which it was
 * made here. One lock guards everything, held for short steps without input or output; all methods
 * may be called by any thread.
 */
public final class Directory {
  private final Store store;
  private final Duration expiry;
  private final Timer timer;

  // Guarded by this.
  private final Map<String, Map<Role, Side>> endpoints = new HashMap<>();
  private boolean frozen;

  /**
   * A directory with what the store has of the server's last run: all of it told to peers at once,
   * and kept until {@code expiry} from now unless its client comes back.
   */
  public Directory(Store store, Duration expiry, Timer timer) {
    this.store = store;
    this.expiry = expiry;
    this.timer = timer;
    for (StoredPeer stored : store.peers()) {
      Announcement announcement =
          new Announcement(this, stored.key(), Generation.STORED, stored.peer(), State.LOST);
      synchronized (this) {
        Side side = side(stored.endpoint(), stored.role());
        side.add(announcement);
        side.changed(null, stored.peer());
      }
      expireLater(announcement);
    }
  }

  /**
   * Announces an endpoint in a role for a client, in the place of what a lost connection of the
   * same client has left.
   *
   * @throws RefusedException when the endpoint has no room for another peer
   */
  public synchronized Announcement announce(
      String endpoint, Role role, Generation generation, RemotePeer peer) throws RefusedException {
    Side side = side(endpoint, role);
    StoredPeer.Key key = new StoredPeer.Key(endpoint, role, peer.id());
    Announcement announcement = new Announcement(this, key, generation, peer, State.LIVE);
    if (frozen) {
      announcement.state = State.GONE;
      return announcement;
    }
    refuseUnlessRoom(side, key, peer);
    RemotePeer before = side.shown(peer.id());
    side.announcements(peer.id()).stream()
        .filter(older -> older.state == State.LOST)
        .forEach(side::remove);
    side.add(announcement);
    publish(side, key, before);
    return announcement;
  }

  /**
   * Watches the peers that announce an endpoint in a role; the signal is raised once at the start.
   */
  public synchronized PeerWatch watch(String endpoint, Role role) {
    PeerWatch watch = new PeerWatch(this, endpoint, role);
    side(endpoint, role).watch(watch.signal());
    return watch;
  }

  /**
   * From now on nothing changes any more: what is announced stays in the store for the server's
   * next run.
   */
  public synchronized void freeze() {
    frozen = true;
  }

  synchronized void update(Announcement announcement, RemotePeer peer) throws RefusedException {
    if (frozen || announcement.state == State.GONE) {
      return;
    }
    StoredPeer.Key key = announcement.key();
    Side side = side(key.endpoint(), key.role());
    refuseUnlessRoom(side, key, peer);
    RemotePeer before = side.shown(key.clientId());
    announcement.peer = peer;
    publish(side, key, before);
  }

  synchronized void revoke(Announcement announcement) {
    if (frozen || announcement.state == State.GONE) {
      return;
    }
    StoredPeer.Key key = announcement.key();
    Side side = side(key.endpoint(), key.role());
    RemotePeer before = side.shown(key.clientId());
    side.remove(announcement);
    publish(side, key, before);
    forgetUnused(key.endpoint());
  }

  synchronized void lost(Announcement announcement) {
    if (frozen || announcement.state == State.GONE) {
      return;
    }
    StoredPeer.Key key = announcement.key();
    boolean alone = side(key.endpoint(), key.role()).announcements(key.clientId()).size() == 1;
    if (!alone || expiry.isZero()) {
      revoke(announcement);
      return;
    }
    announcement.state = State.LOST;
    expireLater(announcement);
  }

  synchronized PeerSnapshot snapshot(String endpoint, Role role) {
    return side(endpoint, role).snapshot();
  }

  synchronized void unwatch(PeerWatch watch) {
    side(watch.endpoint(), watch.role()).unwatch(watch.signal());
    forgetUnused(watch.endpoint());
  }

  /** One announce, for people to look at. */
  public record Announced(String endpoint, Role role, String clientId, long session) {}

  /** Everything that is announced now. */
  public synchronized List<Announced> announced() {
    List<Announced> all = new ArrayList<>();
    endpoints.forEach(
        (endpoint, sides) ->
            sides.forEach(
                (role, side) ->
                    side.forEach(
                        (clientId, announcement) ->
                            all.add(
                                new Announced(
                                    endpoint,
                                    role,
                                    clientId,
                                    announcement.generation().session())))));
    return all;
  }

  /** How many endpoint names are known: announced or watched. */
  synchronized int size() {
    return endpoints.size();
  }

  private void expireLater(Announcement announcement) {
    timer.after(expiry, () -> expire(announcement));
  }

  private synchronized void expire(Announcement announcement) {
    if (announcement.state == State.LOST) {
      revoke(announcement);
    }
  }

  private Side side(String endpoint, Role role) {
    return endpoints
        .computeIfAbsent(endpoint, name -> new EnumMap<>(Role.class))
        .computeIfAbsent(role, r -> new Side());
  }

  private void forgetUnused(String endpoint) {
    Map<Role, Side> sides = endpoints.get(endpoint);
    if (sides != null && sides.values().stream().allMatch(Side::unused)) {
      endpoints.remove(endpoint);
    }
  }

  private void refuseUnlessRoom(Side side, StoredPeer.Key key, RemotePeer peer)
      throws RefusedException {
    if (!side.fits(peer)) {
      forgetUnused(key.endpoint());
      throw new RefusedException(
          ErrorCode.ANNOUNCE_VALIDATION_FAILED,
          "endpoint '" + key.endpoint() + "' has too many peers in this role already");
    }
  }

  /**
   * Tells the watching and the store what has become of a client, if it is another thing than
   * before.
   */
  private void publish(Side side, StoredPeer.Key key, @Nullable RemotePeer before) {
    RemotePeer after = side.shown(key.clientId());
    if (Objects.equals(before, after)) {
      return;
    }
    side.changed(before, after);
    if (after == null) {
      store.remove(key);
    } else {
      store.put(new StoredPeer(key.endpoint(), key.role(), after));
    }
  }
}
