package connet.control.directory;

import connet.control.store.StoredPeer;
import connet.protocol.RemotePeer;

/**
 * One stream's announce of an endpoint in a role. Belongs to that stream; its state is guarded by
 * the directory.
 */
public final class Announcement {
  enum State {
    /** Its connection is up. */
    LIVE,
    /** Its connection was lost, or ended with the server's last run: kept until the expiry. */
    LOST,
    /** Revoked, replaced or expired. */
    GONE
  }

  private final Directory directory;
  private final StoredPeer.Key key;
  private final Generation generation;
  RemotePeer peer;
  State state;

  Announcement(
      Directory directory,
      StoredPeer.Key key,
      Generation generation,
      RemotePeer peer,
      State state) {
    this.directory = directory;
    this.key = key;
    this.generation = generation;
    this.peer = peer;
    this.state = state;
  }

  /** Announces the client's changed addresses, relays or certificates. */
  public void update(RemotePeer changed) throws RefusedException {
    directory.update(this, changed);
  }

  /** Takes the announce back at once. */
  public void revoke() {
    directory.revoke(this);
  }

  /**
   * The connection is lost: keeps the announce until the expiry, unless the client announces again
   * before.
   */
  public void lost() {
    directory.lost(this);
  }

  StoredPeer.Key key() {
    return key;
  }

  Generation generation() {
    return generation;
  }
}
