package connet.client.peer;

import connet.protocol.DerCertificate;
import connet.protocol.Peer;
import connet.protocol.RemotePeer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * By what a peer is recognised: its certificates, which are the same as long as it lives. Its id is
 * not, as the control server gives a new one to a client that it does not know again, and then
 * tells of both for a while.
 */
record PeerKey(DerCertificate server, DerCertificate client) {
  static PeerKey of(RemotePeer remote) {
    return new PeerKey(remote.peer().serverCertificate(), remote.peer().clientCertificate());
  }

  /** The peers by their key; of several entries for one peer it has the addresses of all. */
  static SequencedMap<PeerKey, RemotePeer> index(List<RemotePeer> remotes) {
    SequencedMap<PeerKey, RemotePeer> byKey = new LinkedHashMap<>();
    remotes.forEach(remote -> byKey.merge(of(remote), remote, PeerKey::merge));
    return byKey;
  }

  private static RemotePeer merge(RemotePeer a, RemotePeer b) {
    Peer merged =
        new Peer(
            union(a.peer().directs(), b.peer().directs()),
            a.peer().serverCertificate(),
            a.peer().clientCertificate(),
            union(a.peer().relayIds(), b.peer().relayIds()));
    return new RemotePeer(a.id(), merged, a.metadata());
  }

  private static <T> List<T> union(Collection<T> a, Collection<T> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().toList();
  }
}
