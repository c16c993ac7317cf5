package connet.protocol;

import connet.protocol.wire.ClientControl;

/**
 * A peer as the control server names it.
 *
 * @param id the id of its client, given by the control server
 * @param peer how it is reached
 * @param metadata what its client says about itself
 */
public record RemotePeer(String id, Peer peer, String metadata) {
  ClientControl.RemotePeer toWire() {
    return ClientControl.RemotePeer.newBuilder()
        .setId(id)
        .setPeer(peer.toWire())
        .setMetadata(metadata)
        .build();
  }

  static RemotePeer fromWire(ClientControl.RemotePeer wire, Leniency leniency)
      throws MalformedMessageException {
    int code = ErrorCode.ANNOUNCE_VALIDATION_FAILED;
    if (wire.getId().isEmpty()) {
      throw new MalformedMessageException(code, "a peer without id");
    }
    return new RemotePeer(
        Wire.text(wire.getId(), Limits.ID, code, "a peer's id"),
        Peer.ofRemote(wire.getPeer(), leniency),
        wire.getMetadata());
  }
}
