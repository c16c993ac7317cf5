package connet.control.directory;

import connet.protocol.RemotePeer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint in one role: who announces it, and who wants to know. Several announces of one
 * client are told of once, as the newest of them. Guarded by the directory.
 */
final class Side {
  /**
   * The most that may be announced, in bytes: all of it has to fit into one message of the existing
   * network, which has at most 16 MiB.
   */
  static final int MAX_BYTES = 8 << 20;

  /** What a message needs for an address, a relay id and a peer beside their text, rounded up. */
  private static final int ENTRY_BYTES = 32;

  private final TreeMap<String, List<Announcement>> clients = new TreeMap<>();
  private final Set<Signal> watches = new HashSet<>();
  private int bytes;
  private @Nullable PeerSnapshot snapshot;

  boolean unused() {
    return clients.isEmpty() && watches.isEmpty();
  }

  /** Whether there is room for {@code peer} in the place of what its client announces now. */
  boolean fits(RemotePeer peer) {
    return bytes - size(shown(peer.id())) + size(peer) <= MAX_BYTES;
  }

  /** What the others are told of a client. */
  @Nullable RemotePeer shown(String clientId) {
    List<Announcement> announcements = clients.get(clientId);
    return announcements == null ? null : announcements.getLast().peer;
  }

  List<Announcement> announcements(String clientId) {
    return List.copyOf(clients.getOrDefault(clientId, List.of()));
  }

  void forEach(BiConsumer<String, Announcement> look) {
    clients.forEach((id, same) -> same.forEach(announcement -> look.accept(id, announcement)));
  }

  void add(Announcement announcement) {
    List<Announcement> same =
        clients.computeIfAbsent(announcement.key().clientId(), id -> new ArrayList<>(1));
    same.add(announcement);
    same.sort(Comparator.comparing(Announcement::generation));
  }

  void remove(Announcement announcement) {
    announcement.state = Announcement.State.GONE;
    clients.computeIfPresent(
        announcement.key().clientId(),
        (id, same) -> {
          same.remove(announcement);
          return same.isEmpty() ? null : same;
        });
  }

  /**
   * What is told of a client has changed from {@code before} to {@code after}: wakes those who
   * watch.
   */
  void changed(@Nullable RemotePeer before, @Nullable RemotePeer after) {
    bytes += size(after) - size(before);
    snapshot = null;
    watches.forEach(Signal::raise);
  }

  PeerSnapshot snapshot() {
    PeerSnapshot made = snapshot;
    if (made == null) {
      made = new PeerSnapshot(clients.values().stream().map(same -> same.getLast().peer).toList());
      snapshot = made;
    }
    return made;
  }

  void watch(Signal signal) {
    watches.add(signal);
  }

  void unwatch(Signal signal) {
    watches.remove(signal);
  }

  private static int size(@Nullable RemotePeer remote) {
    if (remote == null) {
      return 0;
    }
    int size =
        ENTRY_BYTES * (1 + remote.peer().directs().size() + remote.peer().relayIds().size())
            + remote.id().length()
            + 3 * remote.metadata().length()
            + remote.peer().serverCertificate().length()
            + remote.peer().clientCertificate().length();
    for (String relay : remote.peer().relayIds()) {
      size += 3 * relay.length();
    }
    return size;
  }
}
