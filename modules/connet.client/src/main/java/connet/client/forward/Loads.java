package connet.client.forward;

import connet.protocol.DerCertificate;
import connet.protocol.RemotePeer;
import connet.transport.QuicStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections a source has with each destination, those that are being opened included.
 *
 * <p>Thread-safe.
 */
final class Loads {
  /** By server leaf, as ids change. */
  private final Map<DerCertificate, Set<QuicStream>> open = new ConcurrentHashMap<>();

  /** A connection is opened; it counts as long as its stream has not ended. */
  void began(RemotePeer peer, QuicStream stream) {
    open.computeIfAbsent(peer.peer().serverCertificate(), key -> ConcurrentHashMap.newKeySet())
        .add(stream);
  }

  int of(RemotePeer peer) {
    Set<QuicStream> streams = open.getOrDefault(peer.peer().serverCertificate(), Set.of());
    if (!streams.isEmpty()) {
      streams.removeIf(QuicStream::over);
    }
    return streams.size();
  }

  /** Forgets destinations that are gone. */
  void keep(Set<DerCertificate> leaves) {
    open.keySet().retainAll(leaves);
  }
}
