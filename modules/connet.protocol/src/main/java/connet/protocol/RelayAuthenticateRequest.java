package connet.protocol;

import connet.protocol.wire.Model;
import connet.protocol.wire.RelayControl;
import java.util.ArrayList;
import java.util.List;

/**
 * A relay asks its control server to offer it to clients.
 *
 * @param token what admits the relay; secret
 * @param reconnectToken from an earlier response, which keeps its id; empty at first
 * @param buildVersion which program the relay is
 * @param addresses where clients are to dial it; at most {@link Limits#RELAY_ADDRESSES}
 * @param metadata what the relay tells clients about itself, any text
 * @param serverCertificate what it presents to clients
 * @param authenticationKey its public key for this session, {@link RelayKeys#LENGTH} bytes
 */
public record RelayAuthenticateRequest(
    String token,
    Bytes reconnectToken,
    String buildVersion,
    List<HostPort> addresses,
    String metadata,
    DerCertificate serverCertificate,
    Bytes authenticationKey) {
  /** Copies the list. */
  public RelayAuthenticateRequest {
    addresses = List.copyOf(addresses);
  }

  /** The message's bytes. */
  public byte[] encode() {
    RelayControl.AuthenticateReq.Builder wire =
        RelayControl.AuthenticateReq.newBuilder()
            .setToken(token)
            .setReconnectToken(Wire.toWire(reconnectToken))
            .setBuildVersion(buildVersion);
    for (HostPort address : addresses) {
      wire.addAddresses(address.toWire());
    }
    return wire.setMetadata(metadata)
        .setServerCertificate(Wire.toWire(serverCertificate))
        .setRelayAuthenticationKey(Wire.toWire(authenticationKey))
        .build()
        .toByteArray();
  }

  /**
   * Reads {@link #encode}'s bytes; the tokens are not looked at, the certificate is not parsed.
   * What is malformed is answered with 100.
   */
  public static RelayAuthenticateRequest decode(byte[] body) throws MalformedMessageException {
    int code = ErrorCode.AUTHENTICATION_FAILED;
    RelayControl.AuthenticateReq wire =
        Wire.parse(RelayControl.AuthenticateReq.parser(), body, code);
    Wire.atMost(wire.getAddressesCount(), Limits.RELAY_ADDRESSES, code, "addresses");
    List<HostPort> addresses = new ArrayList<>(wire.getAddressesCount());
    for (Model.HostPort address : wire.getAddressesList()) {
      addresses.add(HostPort.fromWire(address, code));
    }
    return new RelayAuthenticateRequest(
        wire.getToken(),
        Wire.bytes(wire.getReconnectToken()),
        Wire.word(wire.getBuildVersion(), Limits.BUILD_VERSION, code, "a build version"),
        addresses,
        Wire.text(wire.getMetadata(), Limits.METADATA, code, "metadata"),
        Wire.certificate(wire.getServerCertificate(), code, "server certificate"),
        RelayKeys.publicKey(wire.getRelayAuthenticationKey(), code));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RelayAuthenticateRequest[buildVersion="
        + buildVersion
        + ", addresses="
        + addresses
        + ", metadata="
        + metadata
        + ", serverCertificate="
        + serverCertificate
        + "]";
  }
}
