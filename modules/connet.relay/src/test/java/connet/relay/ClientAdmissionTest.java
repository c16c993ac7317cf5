package connet.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.EndpointCertificates;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.Leaf;
import connet.protocol.RelayClientAuthenticateRequest;
import connet.protocol.Role;
import connet.transport.ConnectionClosedException;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientAdmissionTest {
  private static final String ALPN = Alpn.RELAY_0_3;

  @TempDir private Path folder;

  private RelayFixture fixture;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    fixture = new RelayFixture(folder);
  }

  @AfterEach
  void end() {
    fixture.close();
  }

  @Test
  void aCopiedTicketIsRefusedWithAnotherCertificate() throws Exception {
    TestClient owner = fixture.newClient();
    TestClient thief = fixture.newClient();
    QuicConnection connection = thief.dial(ALPN, thief.leaf);
    assertRefused(connection, ticket(owner, "web", Role.DESTINATION));
  }

  @Test
  void aTicketForTheCertificateOfAnotherEndpointIsRefused() throws Exception {
    TestClient web = fixture.newClient();
    TestClient mail = fixture.newClient();
    QuicConnection connection = web.dial(ALPN, web.leaf);
    assertRefused(connection, ticket(mail, "mail", Role.SOURCE));
  }

  @Test
  void aTicketAdmitsToItsOwnEndpointOnly() throws IOException {
    FakeDestination.serving(
        fixture.join(null, ALPN, "mail", Role.DESTINATION), FakeDestination::echo);
    QuicConnection source = fixture.join(null, ALPN, "web", Role.SOURCE);
    QuicStream stream = TestClient.ask(source, Framing.LENGTH_4);
    assertEquals(
        ErrorCode.DESTINATION_NOT_FOUND, TestClient.refusal(stream, Framing.LENGTH_4).code());
  }

  @Test
  void aStrangerWithoutCertificateIsRefused() throws IOException {
    TestClient stranger = fixture.newClient();
    assertThrows(
        IOException.class, () -> TestClient.authenticate(stranger.dial(ALPN, null), Bytes.EMPTY));
  }

  @Test
  void aServersCertificateIsNotAClients() throws IOException {
    TestClient stranger = fixture.newClient();
    Leaf server = EndpointCertificates.create(Instant.now()).server();
    assertThrows(
        IOException.class, () -> TestClient.authenticate(stranger.dial(ALPN, server), Bytes.EMPTY));
  }

  @Test
  void nonsenseInsteadOfATicketIsRefused() throws Exception {
    TestClient client = fixture.newClient();
    assertRefused(client.dial(ALPN, client.leaf), Bytes.of(new byte[100]));
    assertRefused(client.dial(Alpn.PEER_RELAY_0_2, client.leaf), Bytes.EMPTY);
  }

  @Test
  void aRequestThatIsNoMessageIsRefused() throws Exception {
    TestClient client = fixture.newClient();
    QuicConnection connection = client.dial(ALPN, client.leaf);
    QuicStream stream = connection.openStream(TestClient.WAIT);
    Framing.LENGTH_4.write(stream.output(), new byte[] {(byte) 0x0a, 100, 1});
    assertClosedWith(connection, ErrorCode.AUTHENTICATION_FAILED);
  }

  @Test
  void beforeAdmissionNothingLongIsRead() throws Exception {
    TestClient client = fixture.newClient();
    QuicConnection connection = client.dial(ALPN, client.leaf);
    QuicStream stream = connection.openStream(TestClient.WAIT);
    stream.output().write(new byte[] {0, 1, 0, 1});
    stream.output().flush();
    assertClosedWith(connection, ErrorCode.AUTHENTICATION_FAILED);
  }

  @Test
  void whoShowsNoTicketIsClosedAfterAWhile() throws Exception {
    TestClient client = fixture.newClient();
    QuicConnection silent = client.dial(ALPN, client.leaf);
    QuicConnection slow = client.dial(ALPN, client.leaf);
    QuicStream stream = slow.openStream(TestClient.WAIT);
    byte[] ticket =
        new RelayClientAuthenticateRequest(ticket(client, "web", Role.SOURCE), "", "").encode();
    stream.output().write(new byte[] {0, 0, 0, (byte) ticket.length, ticket[0]});
    stream.output().flush();
    assertClosedWith(silent, ErrorCode.AUTHENTICATION_FAILED);
    assertClosedWith(slow, ErrorCode.AUTHENTICATION_FAILED);
  }

  @Test
  void silentConnectionsBeyondTheLimitAreClosedAndMakeRoomAgain() throws Exception {
    TestClient client = fixture.newClient();
    List<QuicConnection> silent = new ArrayList<>();
    for (int i = 0; i < RelayFixture.LIMITS.pendingPerAddress() + 4; i++) {
      silent.add(client.dial(ALPN, client.leaf));
    }
    int refused = 0;
    for (QuicConnection each : silent) {
      ConnectionEnd end = each.awaitEnd();
      refused += end instanceof ConnectionEnd.ByPeer(long code, String reason) && code == 0 ? 1 : 0;
    }
    assertTrue(refused >= 1, "all were let in");
    assertTrue(client.join(ALPN, "web", Role.SOURCE).open());
  }

  @Test
  void aTicketFromBeforeTheControlSessionWasReplacedStillAdmits() throws Exception {
    TestClient client = fixture.newClient();
    Bytes before = ticket(client, "web", Role.SOURCE);
    fixture.registration.connection().close();
    FakeControl.Registration renewed = fixture.control.awaitRegistration();
    assertTrue(fixture.relay.awaitRegistered(TestClient.WAIT));
    assertEquals(null, TestClient.authenticate(client.dial(ALPN, client.leaf), before));
    Bytes after = FakeControl.ticket(renewed, "web", Role.SOURCE, client.leaf);
    assertEquals(null, TestClient.authenticate(client.dial(ALPN, client.leaf), after));
  }

  private Bytes ticket(TestClient client, String endpoint, Role role) {
    return FakeControl.ticket(fixture.registration, endpoint, role, client.leaf);
  }

  /** By the answer or, when that was overtaken, by the close. */
  private static void assertRefused(QuicConnection connection, Bytes ticket) throws Exception {
    try {
      ErrorStatus error = TestClient.authenticate(connection, ticket);
      assertEquals(ErrorCode.AUTHENTICATION_FAILED, error == null ? -1 : error.code());
    } catch (ConnectionClosedException e) {
      assertInstanceOf(ConnectionEnd.ByPeer.class, e.end());
    }
    assertClosedWith(connection, ErrorCode.AUTHENTICATION_FAILED);
  }

  private static void assertClosedWith(QuicConnection connection, int code)
      throws InterruptedException {
    ConnectionEnd.ByPeer end = assertInstanceOf(ConnectionEnd.ByPeer.class, connection.awaitEnd());
    assertEquals(code, end.code(), end.reason());
  }
}
