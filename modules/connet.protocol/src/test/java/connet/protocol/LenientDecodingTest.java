package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import connet.protocol.wire.ClientControl;
import connet.protocol.wire.Model;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one client or relay announced badly costs nobody but itself. */
final class LenientDecodingTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 19192);
  private static final DerCertificate CERTIFICATE = DerCertificate.of(new byte[300]);
  private static final Peer PEER =
      new Peer(List.of(ADDRESS), CERTIFICATE, CERTIFICATE, List.of("relay"));
  private static final RemotePeer GOOD = new RemotePeer("good", PEER, "");
  private static final ByteString CERTIFICATE_BYTES = Wire.toWire(CERTIFICATE);

  private static ClientResponse.Announced read(ClientControl.RemotePeer... peers)
      throws MalformedMessageException {
    byte[] body =
        ClientControl.Response.newBuilder()
            .setAnnounce(
                ClientControl.Response.Announce.newBuilder()
                    .addAllPeers(
                        Stream.of(peers).map(ClientControl.RemotePeer::toByteString).toList())
                    .addPeers(GOOD.toWire().toByteString()))
            .build()
            .toByteArray();
    return (ClientResponse.Announced) ClientResponse.decode(body);
  }

  private static ClientControl.RemotePeer peer(ClientControl.Peer.Builder peer) {
    return ClientControl.RemotePeer.newBuilder().setId("bad").setPeer(peer).build();
  }

  @Test
  void aPeerWithoutCertificatesOrIdIsLeftOut() throws MalformedMessageException {
    ClientResponse.Announced announced =
        read(
            peer(ClientControl.Peer.newBuilder().setServerCertificate(CERTIFICATE_BYTES)),
            peer(ClientControl.Peer.newBuilder().setClientCertificate(CERTIFICATE_BYTES)),
            GOOD.toWire().toBuilder().clearId().build(),
            GOOD.toWire().toBuilder().setId("i".repeat(Limits.ID + 1)).build(),
            GOOD.toWire().toBuilder().setId("line\nbreak").build());
    assertEquals(new ClientResponse.Announced(List.of(GOOD), 5), announced);
  }

  @Test
  void aPeerThatIsNoMessageOrHugeIsLeftOut() throws MalformedMessageException {
    RemotePeer huge = new RemotePeer("huge", PEER, "m".repeat(Limits.ENTRY));
    byte[] body =
        ClientControl.Response.newBuilder()
            .setAnnounce(
                ClientControl.Response.Announce.newBuilder()
                    .addPeers(ByteString.copyFrom(new byte[] {(byte) 0xff}))
                    .addPeers(huge.toWire().toByteString())
                    .addPeers(GOOD.toWire().toByteString()))
            .build()
            .toByteArray();
    assertEquals(new ClientResponse.Announced(List.of(GOOD), 2), ClientResponse.decode(body));
  }

  @Test
  void aPeersBadAddressIsLeftOutAndThePeerStays() throws MalformedMessageException {
    ClientControl.RemotePeer half =
        GOOD.toWire().toBuilder()
            .setPeer(
                PEER.toWire().toBuilder()
                    .addDirects(Model.AddrPort.getDefaultInstance())
                    .addRelayIds("r".repeat(Limits.ID + 1)))
            .build();
    assertEquals(new ClientResponse.Announced(List.of(GOOD, GOOD), 2), read(half));
  }

  @Test
  void moreAddressesThanOneCanHaveAreLeftOut() throws MalformedMessageException {
    Peer many =
        new Peer(
            Collections.nCopies(Limits.DIRECTS + 5, ADDRESS), CERTIFICATE, CERTIFICATE, List.of());
    ClientResponse.Announced announced = read(new RemotePeer("many", many, "").toWire());
    assertEquals(5, announced.malformedEntries());
    assertEquals(Limits.DIRECTS, announced.peers().getFirst().peer().directs().size());
  }

  @Test
  void badRelaysAreLeftOut() throws MalformedMessageException {
    OfferedRelay good =
        new OfferedRelay(
            "good",
            List.of(new HostPort("relay.example.org", 19191)),
            CERTIFICATE,
            Bytes.of(new byte[] {1}),
            "eu");
    ClientControl.Relay half =
        good.toWire().toBuilder().addAddresses(Model.HostPort.getDefaultInstance()).build();
    ClientControl.Relay bad = good.toWire().toBuilder().clearServerCertificate().build();
    byte[] body =
        ClientControl.Response.newBuilder()
            .setRelay(
                ClientControl.Response.Relays.newBuilder()
                    .addRelays(bad.toByteString())
                    .addRelays(half.toByteString())
                    .addRelays(good.toWire().toByteString()))
            .build()
            .toByteArray();
    assertEquals(new ClientResponse.Relays(List.of(good, good), 2), ClientResponse.decode(body));
  }
}
