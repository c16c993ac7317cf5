package connet.protocol;

import connet.protocol.wire.ClientControl;
import java.net.InetSocketAddress;

/** The control server's answer to {@link ClientAuthenticateRequest}. */
public sealed interface ClientAuthenticateResponse {

  /**
   * The client is taken.
   *
   * @param publicAddress from where the server sees the client; an IPv4-mapped address is an IPv4
   *     address here
   * @param reconnectToken keeps the client's id at the next connect; may be empty
   */
  record Accepted(InetSocketAddress publicAddress, Bytes reconnectToken)
      implements ClientAuthenticateResponse {
    /** The address must be resolved. */
    public Accepted {
      Wire.resolved(publicAddress);
    }

    @Override
    public byte[] encode() {
      return ClientControl.AuthenticateResp.newBuilder()
          .setPublic(Wire.toWire(publicAddress))
          .setReconnectToken(Wire.toWire(reconnectToken))
          .build()
          .toByteArray();
    }
  }

  /**
   * The client is not taken.
   *
   * @param error why
   */
  record Refused(ErrorStatus error) implements ClientAuthenticateResponse {
    @Override
    public byte[] encode() {
      return ClientControl.AuthenticateResp.newBuilder()
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
  static ClientAuthenticateResponse decode(byte[] body) throws MalformedMessageException {
    int code = ErrorCode.AUTHENTICATION_FAILED;
    ClientControl.AuthenticateResp wire =
        Wire.parse(ClientControl.AuthenticateResp.parser(), body, code);
    if (wire.hasError()) {
      return new Refused(ErrorStatus.fromWire(wire.getError()));
    }
    return new Accepted(Wire.address(wire.getPublic(), code), Wire.bytes(wire.getReconnectToken()));
  }
}
