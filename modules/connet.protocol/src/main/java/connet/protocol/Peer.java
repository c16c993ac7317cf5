package connet.protocol;

import com.google.protobuf.ByteString;
import connet.protocol.wire.ClientControl;
import connet.protocol.wire.Model;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * How an endpoint of one client is reached and recognised.
 *
 * @param directs where it may be dialed; at most {@link Limits#DIRECTS} are taken by a control
 *     server
 * @param serverCertificate what it presents when it is dialed
 * @param clientCertificate what it presents when it dials
 * @param relayIds the relays that it is connected to; at most {@link Limits#RELAY_IDS}
 */
public record Peer(
    List<InetSocketAddress> directs,
    DerCertificate serverCertificate,
    DerCertificate clientCertificate,
    List<String> relayIds) {
  /** The addresses must be resolved. */
  public Peer {
    directs = List.copyOf(directs);
    directs.forEach(Wire::resolved);
    relayIds = List.copyOf(relayIds);
  }

  ClientControl.Peer toWire() {
    ClientControl.Peer.Builder wire = ClientControl.Peer.newBuilder();
    for (InetSocketAddress direct : directs) {
      wire.addDirects(Wire.toWire(direct));
    }
    return wire.setServerCertificate(Wire.toWire(serverCertificate))
        .setClientCertificate(Wire.toWire(clientCertificate))
        .addAllRelayIds(relayIds)
        .build();
  }

  /** Reads what a client announces about itself: everything must hold. */
  static Peer announced(ClientControl.Peer wire) throws MalformedMessageException {
    int code = ErrorCode.ANNOUNCE_VALIDATION_FAILED;
    Wire.atMost(wire.getDirectsCount(), Limits.DIRECTS, code, "direct addresses");
    Wire.atMost(wire.getRelayIdsCount(), Limits.RELAY_IDS, code, "relays");
    List<InetSocketAddress> directs = new ArrayList<>(wire.getDirectsCount());
    for (Model.AddrPort direct : wire.getDirectsList()) {
      directs.add(Wire.address(direct, code));
    }
    for (String relayId : wire.getRelayIdsList()) {
      Wire.id(relayId, code, "a relay's id");
    }
    return new Peer(
        directs,
        serverCertificate(wire.getServerCertificate()),
        clientCertificate(wire.getClientCertificate()),
        wire.getRelayIdsList());
  }

  /**
   * Reads what the control server says about a peer: addresses and relays that do not hold are left
   * out.
   */
  static Peer ofRemote(ClientControl.Peer wire, Leniency leniency)
      throws MalformedMessageException {
    return new Peer(
        leniency.each(
            wire.getDirectsList(),
            Limits.DIRECTS,
            direct -> Wire.address(direct, ErrorCode.ANNOUNCE_VALIDATION_FAILED)),
        serverCertificate(wire.getServerCertificate()),
        clientCertificate(wire.getClientCertificate()),
        leniency.each(
            wire.getRelayIdsList(),
            Limits.RELAY_IDS,
            id -> Wire.id(id, ErrorCode.ANNOUNCE_VALIDATION_FAILED, "a relay's id")));
  }

  private static DerCertificate serverCertificate(ByteString wire)
      throws MalformedMessageException {
    return Wire.certificate(
        wire, ErrorCode.ANNOUNCE_INVALID_SERVER_CERTIFICATE, "server certificate");
  }

  private static DerCertificate clientCertificate(ByteString wire)
      throws MalformedMessageException {
    return Wire.certificate(
        wire, ErrorCode.ANNOUNCE_INVALID_CLIENT_CERTIFICATE, "client certificate");
  }
}
