package connet.protocol;

import connet.protocol.wire.PeerPeer;
import java.util.List;
import java.util.Optional;

/** What one peer asks of the other, directly or through a relay. */
public sealed interface PeerRequest {

  /** Asks for no more than an answer: the first exchange on a direct connection. */
  record Check() implements PeerRequest {
    @Override
    public byte[] encode() {
      return new byte[0];
    }
  }

  /**
   * A source opens a forwarded connection.
   *
   * @param sourceEncryptions what the source can do, numbers of {@link EncryptionScheme} and
   *     others; empty means none; at most {@link Limits#ENCRYPTIONS}
   * @param tls its part of the scheme of this name
   * @param ecdh its part of the scheme of this name
   */
  record Connect(List<Integer> sourceEncryptions, Optional<TlsOffer> tls, Optional<EcdhOffer> ecdh)
      implements PeerRequest {
    /** Copies the list. */
    public Connect {
      sourceEncryptions = List.copyOf(sourceEncryptions);
    }

    /** A forwarded connection that is not encrypted for a relay. */
    public Connect() {
      this(List.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public byte[] encode() {
      PeerPeer.Request.Connect.Builder wire =
          PeerPeer.Request.Connect.newBuilder().addAllSourceEncryptionValue(sourceEncryptions);
      tls.ifPresent(offer -> wire.setSourceTls(offer.toWire()));
      ecdh.ifPresent(offer -> wire.setSourceDhX25519(offer.toWire()));
      return PeerPeer.Request.newBuilder().setConnect(wire).build().toByteArray();
    }
  }

  /** The message's bytes. */
  byte[] encode();

  /**
   * Reads {@link #encode}'s bytes. A scheme that is not known stays in the list.
   *
   * @throws MalformedMessageException with 1 when it cannot be read, 502 when it lists too many
   *     schemes
   */
  static PeerRequest decode(byte[] body) throws MalformedMessageException {
    PeerPeer.Request wire = Wire.parse(PeerPeer.Request.parser(), body, ErrorCode.REQUEST_UNKNOWN);
    if (!wire.hasConnect()) {
      return new Check();
    }
    PeerPeer.Request.Connect connect = wire.getConnect();
    Wire.atMost(
        connect.getSourceEncryptionCount(),
        Limits.ENCRYPTIONS,
        ErrorCode.DESTINATION_RELAY_ENCRYPTION_ERROR,
        "encryption schemes");
    return new Connect(
        connect.getSourceEncryptionValueList(),
        TlsOffer.fromWire(connect.hasSourceTls(), connect.getSourceTls()),
        EcdhOffer.fromWire(connect.hasSourceDhX25519(), connect.getSourceDhX25519()));
  }
}
