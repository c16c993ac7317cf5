package connet.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakePeer;
import connet.client.lab.Lab;
import connet.protocol.Alpn;
import connet.protocol.CertificateChecks;
import connet.protocol.Peer;
import connet.protocol.Role;
import connet.transport.ConnectionEnd;
import connet.transport.Identity;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may dial an endpoint, and who may not. */
class StrangersTest {
  private Lab lab;
  private FakePeer stranger;
  private Client client;
  private Destination destination;

  @BeforeEach
  void start() throws Exception {
    lab = new Lab();
    stranger = FakePeer.start(Alpn.PEER_0_2);
    client = lab.client();
    destination = client.destination("web", Route.ANY);
    assertTrue(destination.awaitAnnounced(Lab.PATIENCE));
  }

  @AfterEach
  void end() {
    stranger.close();
    lab.close();
  }

  @Test
  void withoutACertificateNobodyIsLetIn() {
    assertRefused(destination(), null);
  }

  @Test
  void aCertificateThatWasNotAnnouncedIsRefused() {
    assertRefused(destination(), stranger.identity());
  }

  @Test
  void anAnnouncedPeerIsLetInUntilItIsRevoked() throws Exception {
    lab.control().announce("web", Role.SOURCE, "stranger", stranger.announced());
    QuicConnection connection = awaitLetIn();

    lab.control().revoke("stranger");

    assertInstanceOf(ConnectionEnd.ByPeer.class, connection.awaitEnd());
    assertRefused(destination(), stranger.identity());
  }

  @Test
  void aPeerOfOneEndpointIsNoneOfAnother() throws Exception {
    Destination other = client.destination("other", Route.ANY);
    assertTrue(other.awaitAnnounced(Lab.PATIENCE));
    lab.control().announce("web", Role.SOURCE, "stranger", stranger.announced());
    awaitLetIn();

    assertRefused(announced("other"), stranger.identity());
  }

  @Test
  void aDestinationIsNoPeerOfADestination() {
    lab.control().announce("web", Role.DESTINATION, "stranger", stranger.announced());

    assertRefused(destination(), stranger.identity());
  }

  @Test
  void aServerLeafDoesNotOpenTheDoor() throws Exception {
    lab.control().announce("web", Role.SOURCE, "stranger", stranger.announced());
    awaitLetIn();
    var server = stranger.certificates().server();

    assertRefused(destination(), new Identity(List.of(server.certificate()), server.key()));
  }

  @Test
  void anUnknownServerNameIsRefused() {
    assertThrows(
        IOException.class,
        () ->
            FakePeer.check(
                stranger.dial(
                    destination(), "no-such-endpoint", stranger.identity(), Alpn.PEER_0_2)));
  }

  @Test
  void aPeerThatAnnouncesNoAddressIsNotLetIn() {
    Peer hidden = stranger.announced();
    lab.control()
        .announce(
            "web",
            Role.SOURCE,
            "stranger",
            new Peer(List.of(), hidden.serverCertificate(), hidden.clientCertificate(), List.of()));
    await("the source is known", destination);

    assertRefused(destination(), stranger.identity());
  }

  @Test
  void anEndpointWithRelaysOnlyIsNotThere() throws Exception {
    Destination hidden = client.destination("hidden", Route.RELAY);
    assertTrue(hidden.awaitAnnounced(Lab.PATIENCE));
    lab.control().announce("hidden", Role.SOURCE, "stranger", stranger.announced());
    await("the source is known", hidden);
    Peer announced = announced("hidden");
    assertEquals(List.of(), announced.directs());
    Peer guessed =
        new Peer(
            destination().directs(),
            announced.serverCertificate(),
            announced.clientCertificate(),
            List.of());

    assertRefused(guessed, stranger.identity());
  }

  @Test
  void anEndedEndpointIsNotThereAnyMore() throws Exception {
    lab.control().announce("web", Role.SOURCE, "stranger", stranger.announced());
    QuicConnection connection = awaitLetIn();
    Peer was = destination();

    destination.close();

    assertInstanceOf(ConnectionEnd.ByPeer.class, connection.awaitEnd());
    assertRefused(was, stranger.identity());
  }

  @Test
  void whoeverAsksForNoCheckIsClosed() throws Exception {
    lab.control().announce("web", Role.SOURCE, "stranger", stranger.announced());
    awaitLetIn();
    QuicConnection silent =
        stranger.dial(destination(), name(destination()), stranger.identity(), Alpn.PEER_0_2);

    assertEquals(new ConnectionEnd.ByPeer(2, "connection check failed"), silent.awaitEnd());
  }

  @Test
  void malformedPeersDoNotEndTheOthers() throws Exception {
    Peer broken =
        new Peer(
            List.of(new InetSocketAddress("192.0.2.1", 1)),
            connet.protocol.DerCertificate.of(new byte[] {1, 2, 3}),
            connet.protocol.DerCertificate.of(new byte[] {4, 5, 6}),
            List.of());
    lab.control().announce("web", Role.SOURCE, "broken", broken);
    lab.control().announce("web", Role.SOURCE, "stranger", stranger.announced());

    assertNull(awaitLetIn().end());
  }

  private Peer destination() {
    return announced("web");
  }

  private Peer announced(String endpoint) {
    return lab.control().directory().get().entries().values().stream()
        .filter(entry -> entry.endpoint().equals(endpoint))
        .filter(entry -> !entry.id().equals("stranger") && !entry.id().equals("broken"))
        .findFirst()
        .orElseThrow()
        .peer();
  }

  private static void await(String what, Destination destination) {
    try {
      Lab.await(what, () -> !destination.status().peers().isEmpty());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(Peer peer) throws Exception {
    return CertificateChecks.serverName(peer.serverCertificate().x509());
  }

  private QuicConnection awaitLetIn() throws Exception {
    await("the source is known", destination);
    QuicConnection connection =
        stranger.dial(destination(), name(destination()), stranger.identity(), Alpn.PEER_0_2);
    FakePeer.check(connection);
    return connection;
  }

  private void assertRefused(Peer peer, @Nullable Identity identity) {
    assertThrows(
        IOException.class,
        () -> FakePeer.check(stranger.dial(peer, name(peer), identity, Alpn.PEER_0_2)));
  }
}
