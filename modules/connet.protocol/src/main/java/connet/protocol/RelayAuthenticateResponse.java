package connet.protocol;

import connet.protocol.wire.RelayControl;

/** The control server's answer to {@link RelayAuthenticateRequest}. */
public sealed interface RelayAuthenticateResponse {

  /**
   * The relay is taken.
   *
   * @param controlId the stable id of the control server; a relay refuses one that changed
   * @param reconnectToken keeps the relay's id at the next connect; may be empty
   * @param authenticationKey the server's public key for this session, {@link RelayKeys#LENGTH}
   *     bytes
   */
  record Accepted(String controlId, Bytes reconnectToken, Bytes authenticationKey)
      implements RelayAuthenticateResponse {
    @Override
    public byte[] encode() {
      return RelayControl.AuthenticateResp.newBuilder()
          .setControlId(controlId)
          .setReconnectToken(Wire.toWire(reconnectToken))
          .setControlAuthenticationKey(Wire.toWire(authenticationKey))
          .build()
          .toByteArray();
    }
  }

  /**
   * The relay is not taken.
   *
   * @param error why
   */
  record Refused(ErrorStatus error) implements RelayAuthenticateResponse {
    @Override
    public byte[] encode() {
      return RelayControl.AuthenticateResp.newBuilder()
          .setError(error.toWire())
          .build()
          .toByteArray();
    }
  }

  /** The message's bytes. */
  byte[] encode();

  /**
   * Reads {@link #encode}'s bytes; an error counts before all else. What is malformed has code 100.
   */
  static RelayAuthenticateResponse decode(byte[] body) throws MalformedMessageException {
    int code = ErrorCode.AUTHENTICATION_FAILED;
    RelayControl.AuthenticateResp wire =
        Wire.parse(RelayControl.AuthenticateResp.parser(), body, code);
    if (wire.hasError()) {
      return new Refused(ErrorStatus.fromWire(wire.getError()));
    }
    return new Accepted(
        Wire.id(wire.getControlId(), code, "the control server's id"),
        Wire.bytes(wire.getReconnectToken()),
        RelayKeys.publicKey(wire.getControlAuthenticationKey(), code));
  }
}
