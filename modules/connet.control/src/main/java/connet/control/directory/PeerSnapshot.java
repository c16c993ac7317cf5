package connet.control.directory;

import connet.protocol.ClientResponse;
import connet.protocol.RemotePeer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one endpoint and role at one moment. Its message is made once, however many are told
 * of it.
 */
public final class PeerSnapshot {
  private final List<RemotePeer> peers;
  private byte @Nullable [] message; // guarded by this

  PeerSnapshot(List<RemotePeer> peers) {
    this.peers = peers;
  }

  /** The peers, ordered by the id of their client. */
  public List<RemotePeer> peers() {
    return peers;
  }

  /** The response that tells a client of them; shared, so not to be changed. */
  public synchronized byte[] message() {
    byte[] made = message;
    if (made == null) {
      made = new ClientResponse.Announced(peers).encode();
      message = made;
    }
    return made;
  }
}
