package connet.protocol;

import connet.protocol.wire.ClientControl;

/**
 * A client asks its control server to take it.
 *
 * @param token what admits the client; secret
 * @param reconnectToken from an earlier response of the same run of the client, which keeps its id;
 *     empty at first
 * @param buildVersion which program the client is
 * @param metadata what the client tells its peers about itself, any text
 */
public record ClientAuthenticateRequest(
    String token, Bytes reconnectToken, String buildVersion, String metadata) {

  /** The message's bytes. */
  public byte[] encode() {
    return ClientControl.AuthenticateReq.newBuilder()
        .setToken(token)
        .setReconnectToken(Wire.toWire(reconnectToken))
        .setBuildVersion(buildVersion)
        .setMetadata(metadata)
        .build()
        .toByteArray();
  }

  /**
   * Reads {@link #encode}'s bytes; the tokens are not looked at. What is malformed is answered with
   * 100.
   */
  public static ClientAuthenticateRequest decode(byte[] body) throws MalformedMessageException {
    int code = ErrorCode.AUTHENTICATION_FAILED;
    ClientControl.AuthenticateReq wire =
        Wire.parse(ClientControl.AuthenticateReq.parser(), body, code);
    return new ClientAuthenticateRequest(
        wire.getToken(),
        Wire.bytes(wire.getReconnectToken()),
        Wire.word(wire.getBuildVersion(), Limits.BUILD_VERSION, code, "a build version"),
        Wire.text(wire.getMetadata(), Limits.METADATA, code, "metadata"));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ClientAuthenticateRequest[buildVersion="
        + buildVersion
        + ", metadata="
        + metadata
        + "]";
  }
}
