package connet.protocol;

import connet.protocol.wire.ClientControl;
import java.util.List;

/** What a control server answers to a {@link ClientRequest}, again whenever it changes. */
public sealed interface ClientResponse {

  /**
   * The request is refused.
   *
   * @param error why
   */
  record Failed(ErrorStatus error) implements ClientResponse {
    @Override
    public byte[] encode() {
      return ClientControl.Response.newBuilder().setError(error.toWire()).build().toByteArray();
    }
  }

  /**
   * The answer to {@link ClientRequest.Announce}.
   *
   * @param peers all peers of the opposite role
   * @param malformedEntries how many peers, addresses and relay ids of peers were left out when
   *     this was read
   */
  record Announced(List<RemotePeer> peers, int malformedEntries) implements ClientResponse {
    /** Copies the list. */
    public Announced {
      peers = List.copyOf(peers);
    }

    /** Tells of these peers. */
    public Announced(List<RemotePeer> peers) {
      this(peers, 0);
    }

    @Override
    public byte[] encode() {
      ClientControl.Response.Announce.Builder wire = ClientControl.Response.Announce.newBuilder();
      for (RemotePeer peer : peers) {
        wire.addPeers(peer.toWire().toByteString());
      }
      return ClientControl.Response.newBuilder().setAnnounce(wire).build().toByteArray();
    }

    private static Announced fromWire(ClientControl.Response.Announce wire) {
      Leniency leniency = new Leniency();
      List<RemotePeer> peers =
          leniency.each(
              wire.getPeersList(), Integer.MAX_VALUE, peer -> RemotePeer.fromWire(peer, leniency));
      return new Announced(peers, leniency.leftOut());
    }
  }

  /**
   * The answer to {@link ClientRequest.Relay}.
   *
   * @param relays all relays
   * @param malformedEntries how many relays and addresses of relays were left out when this was
   *     read
   */
  record Relays(List<OfferedRelay> relays, int malformedEntries) implements ClientResponse {
    /** Copies the list. */
    public Relays {
      relays = List.copyOf(relays);
    }

    /** Offers these relays. */
    public Relays(List<OfferedRelay> relays) {
      this(relays, 0);
    }

    @Override
    public byte[] encode() {
      ClientControl.Response.Relays.Builder wire = ClientControl.Response.Relays.newBuilder();
      for (OfferedRelay relay : relays) {
        wire.addRelays(relay.toWire().toByteString());
      }
      return ClientControl.Response.newBuilder().setRelay(wire).build().toByteArray();
    }

    private static Relays fromWire(ClientControl.Response.Relays wire) {
      Leniency leniency = new Leniency();
      List<OfferedRelay> relays =
          leniency.each(
              wire.getRelaysList(),
              Integer.MAX_VALUE,
              relay -> OfferedRelay.fromWire(relay, leniency));
      return new Relays(relays, leniency.leftOut());
    }
  }

  /** The message's bytes. */
  byte[] encode();

  /**
   * Reads {@link #encode}'s bytes; an error counts before all else. A peer or relay that does not
   * hold is left out.
   *
   * @throws MalformedMessageException with 1 when it is none of the three, or not to be read at all
   */
  static ClientResponse decode(byte[] body) throws MalformedMessageException {
    ClientControl.Response wire =
        Wire.parse(ClientControl.Response.parser(), body, ErrorCode.REQUEST_UNKNOWN);
    if (wire.hasError()) {
      return new Failed(ErrorStatus.fromWire(wire.getError()));
    }
    if (wire.hasAnnounce()) {
      return Announced.fromWire(wire.getAnnounce());
    }
    if (wire.hasRelay()) {
      return Relays.fromWire(wire.getRelay());
    }
    throw new MalformedMessageException(ErrorCode.REQUEST_UNKNOWN, "unknown response");
  }
}
