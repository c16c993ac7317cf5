package connet.protocol;

import com.google.protobuf.ByteString;
import connet.protocol.wire.ClientControl;

/**
 * A peer as the control server names it.
 *
 * @param id the id of its client, given by the control server
 * @param peer how it is reached
 * @param metadata what its client says about itself, any text
 */
public record RemotePeer(String id, Peer peer, String metadata) {
  ClientControl.RemotePeer toWire() {
    return ClientControl.RemotePeer.newBuilder()
        .setId(id)
        .setPeer(peer.toWire())
        .setMetadata(metadata)
        .build();
  }

  static RemotePeer fromWire(ByteString entry, Leniency leniency) throws MalformedMessageException {
    int code = ErrorCode.ANNOUNCE_VALIDATION_FAILED;
    ClientControl.RemotePeer wire = Wire.entry(ClientControl.RemotePeer.parser(), entry, code);
    return new RemotePeer(
        Wire.id(wire.getId(), code, "a peer's id"),
        Peer.ofRemote(wire.getPeer(), leniency),
        wire.getMetadata());
  }
}
