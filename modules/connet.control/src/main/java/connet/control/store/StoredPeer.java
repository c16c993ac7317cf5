package connet.control.store;

import connet.protocol.RemotePeer;
import connet.protocol.Role;

/** One announced endpoint of one client, as its peers are told of it. */
public record StoredPeer(String endpoint, Role role, RemotePeer peer) {
  /**
   * What it is kept under: a client is told of once per endpoint and role, however often it has
   * announced it.
   */
  public record Key(String endpoint, Role role, String clientId) {}

  /** The key that this peer is kept under. */
  public Key key() {
    return new Key(endpoint, role, peer.id());
  }
}
