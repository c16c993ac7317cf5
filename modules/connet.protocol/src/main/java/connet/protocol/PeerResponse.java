package connet.protocol;

import connet.protocol.wire.PeerPeer;
import java.util.Optional;

/** The answer to a {@link PeerRequest}. */
public sealed interface PeerResponse {

  /** The answer to {@link PeerRequest.Check}. */
  record Checked() implements PeerResponse {
    @Override
    public byte[] encode() {
      return new byte[0];
    }
  }

  /**
   * The answer to {@link PeerRequest.Connect} of a destination that has reached its service: the
   * user's bytes follow.
   *
   * @param proxyProtocol which header the source is to send first, a number of {@link ProxyVersion}
   *     or another
   * @param encryption the chosen scheme, a number of {@link EncryptionScheme} or another
   * @param tls the destination's part of the scheme of this name
   * @param ecdh the destination's part of the scheme of this name
   */
  record Connected(
      int proxyProtocol, int encryption, Optional<TlsOffer> tls, Optional<EcdhOffer> ecdh)
      implements PeerResponse {
    /** With nothing around the user's bytes. */
    public Connected() {
      this(ProxyVersion.NONE, EncryptionScheme.NONE, Optional.empty(), Optional.empty());
    }

    @Override
    public byte[] encode() {
      PeerPeer.Response.Connect.Builder wire =
          PeerPeer.Response.Connect.newBuilder()
              .setProxyProtoValue(proxyProtocol)
              .setDestinationEncryptionValue(encryption);
      tls.ifPresent(offer -> wire.setDestinationTls(offer.toWire()));
      ecdh.ifPresent(offer -> wire.setDestinationDhX25519(offer.toWire()));
      return PeerPeer.Response.newBuilder().setConnect(wire).build().toByteArray();
    }

    private static Connected fromWire(PeerPeer.Response.Connect wire) {
      return new Connected(
          wire.getProxyProtoValue(),
          wire.getDestinationEncryptionValue(),
          TlsOffer.fromWire(wire.hasDestinationTls(), wire.getDestinationTls()),
          EcdhOffer.fromWire(wire.hasDestinationDhX25519(), wire.getDestinationDhX25519()));
    }
  }

  /**
   * The request is refused.
   *
   * @param error why
   */
  record Refused(ErrorStatus error) implements PeerResponse {
    @Override
    public byte[] encode() {
      return PeerPeer.Response.newBuilder().setError(error.toWire()).build().toByteArray();
    }
  }

  /** The message's bytes. */
  byte[] encode();

  /**
   * Reads {@link #encode}'s bytes; an error counts before all else. What cannot be read has code 2.
   */
  static PeerResponse decode(byte[] body) throws MalformedMessageException {
    PeerPeer.Response wire =
        Wire.parse(PeerPeer.Response.parser(), body, ErrorCode.CONNECTION_CHECK_FAILED);
    if (wire.hasError()) {
      return new Refused(ErrorStatus.fromWire(wire.getError()));
    }
    return wire.hasConnect() ? Connected.fromWire(wire.getConnect()) : new Checked();
  }
}
