package connet.protocol;

import com.google.protobuf.ByteString;
import connet.protocol.wire.ClientControl;
import java.util.List;

/**
 * A relay that a control server offers to one client for one endpoint and role.
 *
 * @param id the relay's id, given by the control server
 * @param addresses where it is reached, to be tried in turn
 * @param serverCertificate what it presents, exactly
 * @param authentication the ticket that admits the client
 * @param metadata what the relay says about itself, any text
 */
public record OfferedRelay(
    String id,
    List<HostPort> addresses,
    DerCertificate serverCertificate,
    Bytes authentication,
    String metadata) {
  /** Copies the list. */
  public OfferedRelay {
    addresses = List.copyOf(addresses);
  }

  ClientControl.Relay toWire() {
    ClientControl.Relay.Builder wire = ClientControl.Relay.newBuilder().setId(id);
    for (HostPort address : addresses) {
      wire.addAddresses(address.toWire());
    }
    return wire.setServerCertificate(Wire.toWire(serverCertificate))
        .setAuthentication(Wire.toWire(authentication))
        .setMetadata(metadata)
        .build();
  }

  static OfferedRelay fromWire(ByteString entry, Leniency leniency)
      throws MalformedMessageException {
    int code = ErrorCode.RELAY_VALIDATION_FAILED;
    ClientControl.Relay wire = Wire.entry(ClientControl.Relay.parser(), entry, code);
    return new OfferedRelay(
        Wire.id(wire.getId(), code, "a relay's id"),
        leniency.each(
            wire.getAddressesList(),
            Limits.RELAY_ADDRESSES,
            address -> HostPort.fromWire(address, code)),
        Wire.certificate(
            wire.getServerCertificate(), ErrorCode.RELAY_INVALID_CERTIFICATE, "relay certificate"),
        Wire.bytes(wire.getAuthentication()),
        wire.getMetadata());
  }
}
