package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import connet.protocol.wire.ClientControl;
import connet.protocol.wire.Model;
import connet.protocol.wire.PeerPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests that say too much, or the wrong thing, are answered with an error code. */
final class LimitsTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 19192);
  private static final DerCertificate CERTIFICATE = DerCertificate.of(new byte[300]);
  private static final Bytes KEY = Bytes.of(new byte[32]);

  private static void assertCode(int code, MessageKind kind, Object message) {
    assertCode(code, kind, kind.encode(message));
  }

  private static void assertCode(int code, MessageKind kind, byte[] body) {
    MalformedMessageException malformed =
        assertThrows(MalformedMessageException.class, () -> kind.decode(body));
    assertEquals(code, malformed.errorCode());
    assertEquals(malformed.getMessage(), malformed.status().message());
  }

  private static ClientRequest.Announce announce(String endpoint, Peer peer) {
    return new ClientRequest.Announce(endpoint, Role.SOURCE, peer);
  }

  private static Peer peer(int directs, int relays) {
    return new Peer(
        Collections.nCopies(directs, ADDRESS),
        CERTIFICATE,
        CERTIFICATE,
        Collections.nCopies(relays, Ids.random()));
  }

  @Test
  void aMegabyteOfMetadataIsRefused() throws MalformedMessageException {
    String much = "m".repeat(1024 * 1024);
    assertCode(
        100,
        MessageKind.CLIENT_AUTHENTICATE_REQUEST,
        new ClientAuthenticateRequest("t", Bytes.EMPTY, "1", much));
    assertCode(
        100,
        MessageKind.CLIENT_AUTHENTICATE_REQUEST,
        new ClientAuthenticateRequest("t", Bytes.EMPTY, much, ""));
    assertCode(
        100,
        MessageKind.RELAY_AUTHENTICATE_REQUEST,
        new RelayAuthenticateRequest("t", Bytes.EMPTY, "1", List.of(), much, CERTIFICATE, KEY));
    assertCode(
        100,
        MessageKind.RELAY_CLIENT_AUTHENTICATE_REQUEST,
        new RelayClientAuthenticateRequest(Bytes.EMPTY, much, "1"));
    ClientAuthenticateRequest most =
        new ClientAuthenticateRequest("t", Bytes.EMPTY, "1", "ø".repeat(Limits.METADATA / 2));
    assertEquals(most, ClientAuthenticateRequest.decode(most.encode()));
  }

  @Test
  void tenThousandDirectAddressesAreRefused() throws MalformedMessageException {
    assertCode(200, MessageKind.CLIENT_REQUEST, announce("web", peer(10_000, 0)));
    assertCode(200, MessageKind.CLIENT_REQUEST, announce("web", peer(0, 10_000)));
    ClientRequest most = announce("web", peer(Limits.DIRECTS, Limits.RELAY_IDS));
    assertEquals(most, ClientRequest.decode(most.encode()));
  }

  @Test
  void namesOfEndpointsAreLimited() throws MalformedMessageException {
    for (String name : List.of("", "e".repeat(257), "ø".repeat(129), "line\nbreak", "\0")) {
      assertCode(200, MessageKind.CLIENT_REQUEST, announce(name, peer(1, 0)));
      assertCode(
          300, MessageKind.CLIENT_REQUEST, new ClientRequest.Relay(name, Role.SOURCE, CERTIFICATE));
    }
    ClientRequest longest = announce("ø".repeat(128), peer(1, 0));
    assertEquals(longest, ClientRequest.decode(longest.encode()));
  }

  @Test
  void certificatesMustBeThereAndNotTooLong() {
    DerCertificate none = DerCertificate.of(new byte[0]);
    DerCertificate large = DerCertificate.of(new byte[Limits.CERTIFICATE + 1]);
    for (DerCertificate bad : List.of(none, large)) {
      assertCode(
          201,
          MessageKind.CLIENT_REQUEST,
          announce("web", new Peer(List.of(), CERTIFICATE, bad, List.of())));
      assertCode(
          202,
          MessageKind.CLIENT_REQUEST,
          announce("web", new Peer(List.of(), bad, CERTIFICATE, List.of())));
      assertCode(301, MessageKind.CLIENT_REQUEST, new ClientRequest.Relay("web", Role.SOURCE, bad));
      assertCode(
          100,
          MessageKind.RELAY_AUTHENTICATE_REQUEST,
          new RelayAuthenticateRequest("t", Bytes.EMPTY, "1", List.of(), "", bad, KEY));
    }
  }

  @Test
  void anAddressOfThreeBytesIsRefused() {
    byte[] body =
        ClientControl.Request.newBuilder()
            .setAnnounce(
                ClientControl.Request.Announce.newBuilder()
                    .setEndpoint(Wire.endpoint("web"))
                    .setRole(Model.Role.ROLE_SOURCE)
                    .setPeer(
                        ClientControl.Peer.newBuilder()
                            .addDirects(
                                Model.AddrPort.newBuilder()
                                    .setAddr(
                                        Model.Addr.newBuilder()
                                            .setV4(ByteString.copyFrom(new byte[3]))))
                            .setServerCertificate(Wire.toWire(CERTIFICATE))
                            .setClientCertificate(Wire.toWire(CERTIFICATE))))
            .build()
            .toByteArray();
    assertCode(200, MessageKind.CLIENT_REQUEST, body);
  }

  @Test
  void aRelaysAddressesAndKeyAreLimited() {
    List<HostPort> many =
        Collections.nCopies(Limits.RELAY_ADDRESSES + 1, new HostPort("relay.example.org", 19191));
    assertCode(
        100,
        MessageKind.RELAY_AUTHENTICATE_REQUEST,
        new RelayAuthenticateRequest("t", Bytes.EMPTY, "1", many, "", CERTIFICATE, KEY));
    List<HostPort> noPort = List.of(new HostPort("relay.example.org", 0));
    assertCode(
        100,
        MessageKind.RELAY_AUTHENTICATE_REQUEST,
        new RelayAuthenticateRequest("t", Bytes.EMPTY, "1", noPort, "", CERTIFICATE, KEY));
    assertCode(
        100,
        MessageKind.RELAY_AUTHENTICATE_RESPONSE,
        new RelayAuthenticateResponse.Accepted("id", Bytes.EMPTY, Bytes.of(new byte[33])));
    assertCode(
        100,
        MessageKind.RELAY_AUTHENTICATE_RESPONSE,
        new RelayAuthenticateResponse.Accepted("", Bytes.EMPTY, KEY));
  }

  @Test
  void moreEncryptionSchemesThanThereCanBeAreRefused() {
    assertCode(
        502,
        MessageKind.PEER_REQUEST,
        new PeerRequest.Connect(
            Collections.nCopies(Limits.ENCRYPTIONS + 1, 0), Optional.empty(), Optional.empty()));
  }

  @Test
  void anErrorsMessageIsCutAndWritesNoLines() throws MalformedMessageException {
    byte[] body =
        PeerPeer.Response.newBuilder()
            .setError(
                Model.Error.newBuilder()
                    .setCode(500)
                    .setMessage("no\r\nsuch\u001b[2J" + "x".repeat(5000)))
            .build()
            .toByteArray();
    String message = ((PeerResponse.Refused) PeerResponse.decode(body)).error().message();
    assertEquals(Limits.ERROR_MESSAGE, message.length());
    assertEquals("no  such [2Jxxx", message.substring(0, 15));
  }
}
