package connet.protocol;

import connet.protocol.wire.ClientRelay;

/** A relay's answer to {@link RelayClientAuthenticateRequest}. */
public sealed interface RelayClientAuthenticateResponse {

  /** The client is taken. */
  record Accepted() implements RelayClientAuthenticateResponse {
    @Override
    public byte[] encode() {
      return new byte[0];
    }
  }

  /**
   * The client is not taken.
   *
   * @param error why
   */
  record Refused(ErrorStatus error) implements RelayClientAuthenticateResponse {
    @Override
    public byte[] encode() {
      return ClientRelay.AuthenticateResp.newBuilder()
          .setError(error.toWire())
          .build()
          .toByteArray();
    }
  }

  /** The message's bytes. */
  byte[] encode();

  /** Reads {@link #encode}'s bytes; what cannot be read has code 2. */
  static RelayClientAuthenticateResponse decode(byte[] body) throws MalformedMessageException {
    ClientRelay.AuthenticateResp wire =
        Wire.parse(ClientRelay.AuthenticateResp.parser(), body, ErrorCode.CONNECTION_CHECK_FAILED);
    return wire.hasError() ? new Refused(ErrorStatus.fromWire(wire.getError())) : new Accepted();
  }
}
