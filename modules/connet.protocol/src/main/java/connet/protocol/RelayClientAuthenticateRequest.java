package connet.protocol;

import connet.protocol.wire.ClientRelay;

/**
 * A client asks a relay to take it.
 *
 * @param authentication the ticket from {@link OfferedRelay}
 * @param metadata what the client says about itself, any text
 * @param buildVersion which program the client is
 */
public record RelayClientAuthenticateRequest(
    Bytes authentication, String metadata, String buildVersion) {

  /** The message's bytes. */
  public byte[] encode() {
    return ClientRelay.AuthenticateReq.newBuilder()
        .setAuthentication(Wire.toWire(authentication))
        .setMetadata(metadata)
        .setBuildVersion(buildVersion)
        .build()
        .toByteArray();
  }

  /**
   * Reads {@link #encode}'s bytes; the ticket is not looked at. What is malformed is answered with
   * 100.
   */
  public static RelayClientAuthenticateRequest decode(byte[] body)
      throws MalformedMessageException {
    int code = ErrorCode.AUTHENTICATION_FAILED;
    ClientRelay.AuthenticateReq wire = Wire.parse(ClientRelay.AuthenticateReq.parser(), body, code);
    return new RelayClientAuthenticateRequest(
        Wire.bytes(wire.getAuthentication()),
        Wire.text(wire.getMetadata(), Limits.METADATA, code, "metadata"),
        Wire.word(wire.getBuildVersion(), Limits.BUILD_VERSION, code, "a build version"));
  }
}
