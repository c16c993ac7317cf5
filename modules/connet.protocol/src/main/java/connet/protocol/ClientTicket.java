package connet.protocol;

import connet.protocol.wire.RelayControl;

/**
 * What admits one client to one relay, sealed between control server and relay by {@link Tickets}.
 *
 * @param endpoint for which endpoint
 * @param role in which role
 * @param certificateKey {@link DerCertificate#key} of the client certificate that must be presented
 */
public record ClientTicket(String endpoint, Role role, String certificateKey) {
  /** Whether this is the ticket of a client that presents {@code certificate}. */
  public boolean admits(DerCertificate certificate) {
    return certificateKey.equals(certificate.key());
  }

  byte[] encode() {
    return RelayControl.ClientAuthentication.newBuilder()
        .setEndpoint(Wire.endpoint(endpoint))
        .setRole(role.toWire())
        .setCertificateKey(certificateKey)
        .build()
        .toByteArray();
  }

  static ClientTicket decode(byte[] body) throws MalformedMessageException {
    int code = ErrorCode.AUTHENTICATION_FAILED;
    RelayControl.ClientAuthentication wire =
        Wire.parse(RelayControl.ClientAuthentication.parser(), body, code);
    if (wire.getCertificateKey().isEmpty()) {
      throw new MalformedMessageException(code, "a ticket without certificate key");
    }
    return new ClientTicket(
        Wire.endpointName(wire.getEndpoint(), code),
        Role.fromWire(wire.getRole()),
        wire.getCertificateKey());
  }
}
