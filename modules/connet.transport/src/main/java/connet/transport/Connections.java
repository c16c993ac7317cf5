package connet.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The connections of a socket that have not ended. Used on the event loop only. */
final class Connections {
  private final Set<QuicConnection> all = new HashSet<>();
  private final Map<InetSocketAddress, Map<QuicConnection, byte[]>> dialed = new HashMap<>();

  void add(QuicConnection connection) {
    all.add(connection);
  }

  void addDialed(QuicConnection connection, InetSocketAddress to, byte[] id) {
    all.add(connection);
    dialed.computeIfAbsent(to, a -> new HashMap<>()).put(connection, id);
  }

  void remove(QuicConnection connection, InetSocketAddress address) {
    all.remove(connection);
    dialed.computeIfPresent(
        address,
        (a, ids) -> {
          ids.remove(connection);
          return ids.isEmpty() ? null : ids;
        });
  }

  List<QuicConnection> all() {
    return new ArrayList<>(all);
  }

  /** Our ids on the connections that we dialed to an address. */
  List<byte[]> idsDialedTo(InetSocketAddress address) {
    var ids = dialed.get(address);
    return ids == null ? List.of() : List.copyOf(ids.values());
  }
}
