package connet.protocol;

import connet.protocol.wire.ClientControl;

/** What a client asks of its control server on a stream of its own. */
public sealed interface ClientRequest {

  /**
   * Makes one end of an endpoint known and asks for those of the opposite role; sent again when the
   * peer changes.
   *
   * @param endpoint a name that {@link EndpointName} takes
   * @param role what the client does for it
   * @param peer how the client is reached
   */
  record Announce(String endpoint, Role role, Peer peer) implements ClientRequest {
    @Override
    public byte[] encode() {
      return ClientControl.Request.newBuilder()
          .setAnnounce(
              ClientControl.Request.Announce.newBuilder()
                  .setEndpoint(Wire.endpoint(endpoint))
                  .setRole(role.toWire())
                  .setPeer(peer.toWire()))
          .build()
          .toByteArray();
    }

    private static Announce fromWire(ClientControl.Request.Announce wire)
        throws MalformedMessageException {
      return new Announce(
          Wire.endpointName(wire.getEndpoint(), ErrorCode.ANNOUNCE_VALIDATION_FAILED),
          Role.fromWire(wire.getRole()),
          Peer.announced(wire.getPeer()));
    }
  }

  /**
   * Asks for relays for one end of an endpoint.
   *
   * @param endpoint a name that {@link EndpointName} takes
   * @param role what the client does for it
   * @param clientCertificate what the client will present to the relays
   */
  record Relay(String endpoint, Role role, DerCertificate clientCertificate)
      implements ClientRequest {
    @Override
    public byte[] encode() {
      return ClientControl.Request.newBuilder()
          .setRelay(
              ClientControl.Request.Relay.newBuilder()
                  .setEndpoint(Wire.endpoint(endpoint))
                  .setRole(role.toWire())
                  .setClientCertificate(Wire.toWire(clientCertificate)))
          .build()
          .toByteArray();
    }

    private static Relay fromWire(ClientControl.Request.Relay wire)
        throws MalformedMessageException {
      return new Relay(
          Wire.endpointName(wire.getEndpoint(), ErrorCode.RELAY_VALIDATION_FAILED),
          Role.fromWire(wire.getRole()),
          Wire.certificate(
              wire.getClientCertificate(),
              ErrorCode.RELAY_INVALID_CERTIFICATE,
              "client certificate"));
    }
  }

  /** The message's bytes. */
  byte[] encode();

  /**
   * Reads {@link #encode}'s bytes. Certificates are there and not too long, but not parsed: ask
   * {@link DerCertificate#x509}. Of both kinds at once the announce counts, as in the existing
   * network.
   *
   * @throws MalformedMessageException with 1 for neither kind, 200 to 202 for an announce, 300 and
   *     301 for a request for relays, 102 for an unknown role
   */
  static ClientRequest decode(byte[] body) throws MalformedMessageException {
    ClientControl.Request wire =
        Wire.parse(ClientControl.Request.parser(), body, ErrorCode.REQUEST_UNKNOWN);
    if (wire.hasAnnounce()) {
      return Announce.fromWire(wire.getAnnounce());
    }
    if (wire.hasRelay()) {
      return Relay.fromWire(wire.getRelay());
    }
    throw new MalformedMessageException(ErrorCode.REQUEST_UNKNOWN, "unknown request");
  }
}
