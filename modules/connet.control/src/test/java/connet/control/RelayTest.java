package connet.control;

import static connet.control.TestServer.RELAY_TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.Samples;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientRequest;
import connet.protocol.ClientTicket;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatusException;
import connet.protocol.HostPort;
import connet.protocol.OfferedRelay;
import connet.protocol.RelayAuthenticateRequest;
import connet.protocol.RelayAuthenticateResponse;
import connet.protocol.Role;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
  private static final DerCertificate CERTIFICATE = Samples.relay().certificate();
  private static final DerCertificate CLIENT = Samples.peer(1).clientCertificate();

  @TempDir private Path folder;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(folder);
    client = TestClient.connect(server, "client");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {Alpn.CONTROL_RELAYS_0_4, Alpn.RELAY_0_3})
  void relayOfEitherGenerationIsOfferedWithATicketThatItOpens(String alpn) throws Exception {
    TestRelay relay = TestRelay.connect(server.dial(alpn), RELAY_TOKEN, CERTIFICATE, Bytes.EMPTY);
    assertEquals(server.server().id(), relay.controlId());

    OfferedRelay offer = awaitRelays(requestRelays("web", Role.SOURCE), 1).getFirst();

    assertEquals(TestRelay.ADDRESSES, offer.addresses());
    assertEquals(CERTIFICATE, offer.serverCertificate());
    assertEquals("a relay", offer.metadata());
    assertEquals(
        Optional.of(new ClientTicket("web", Role.SOURCE, CLIENT.key())), relay.open(offer));
  }

  @Test
  void ticketOpensForItsRelayAlone() throws Exception {
    TestRelay one = connect(Bytes.EMPTY);
    TestRelay other = connect(Bytes.EMPTY);

    List<OfferedRelay> offers = awaitRelays(requestRelays("web", Role.SOURCE), 2);

    assertEquals(2, offers.size());
    for (OfferedRelay offer : offers) {
      assertTrue(one.open(offer).isPresent() ^ other.open(offer).isPresent());
    }
  }

  @Test
  void clientIsToldWhenRelaysComeAndGo() throws Exception {
    TestStream relays = requestRelays("web", Role.DESTINATION);
    assertEquals(List.of(), relays.relays());

    TestRelay staying = connect(Bytes.EMPTY);
    OfferedRelay first = relays.relays().getFirst();
    TestRelay leaving = connect(Bytes.EMPTY);
    List<OfferedRelay> both = relays.relays();
    assertEquals(2, both.size());
    assertTrue(both.contains(first), "a relay that stays keeps its ticket");
    leaving.close();

    assertEquals(List.of(first), relays.relays());
    assertTrue(staying.connection().open());
  }

  @Test
  void relayThatComesBackKeepsItsIdAndOutlivesItsOldSession() throws Exception {
    TestRelay before = connect(Bytes.EMPTY);
    TestStream relays = requestRelays("web", Role.SOURCE);
    OfferedRelay first = awaitRelays(relays, 1).getFirst();

    TestRelay after = connect(before.reconnectToken());
    OfferedRelay second = relays.relays().getFirst();
    assertEquals(first.id(), second.id());
    assertTrue(after.open(second).isPresent(), "the ticket is for the new session");

    before.close();
    TestRelay other = connect(Bytes.EMPTY);
    assertEquals(2, relays.relays().size());
    other.close();
    assertEquals(List.of(second), relays.relays());
  }

  @Test
  void unknownTokenIsRefused() throws Exception {
    QuicConnection connection = server.dial(Alpn.CONTROL_RELAYS_0_4);

    ErrorStatusException refused =
        assertThrows(
            ErrorStatusException.class,
            () -> TestRelay.connect(connection, TestServer.CLIENT_TOKEN, CERTIFICATE, Bytes.EMPTY));

    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refused.status().code());
    assertEquals(
        ErrorCode.AUTHENTICATION_FAILED,
        assertInstanceOf(ConnectionEnd.ByPeer.class, connection.awaitEnd()).code());
    assertEquals(List.of(), requestRelays("web", Role.SOURCE).relays());
  }

  @Test
  void certificateIsLookedAtBeforeTheToken() throws Exception {
    DerCertificate none = DerCertificate.of("none".getBytes(StandardCharsets.UTF_8));

    ErrorStatusException refused =
        assertThrows(
            ErrorStatusException.class,
            () ->
                TestRelay.connect(
                    server.dial(Alpn.CONTROL_RELAYS_0_4), "wrong", none, Bytes.EMPTY));

    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refused.status().code());
    assertTrue(refused.status().message().contains("certificate"), refused.status().message());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 33})
  void keyThatIsNoneIsRefused(int length) throws Exception {
    // Of the right length all zeros: a point with which anybody finds the same shared key.
    byte[] request =
        new RelayAuthenticateRequest(
                RELAY_TOKEN,
                Bytes.EMPTY,
                "test",
                TestRelay.ADDRESSES,
                "",
                CERTIFICATE,
                Bytes.of(new byte[length]))
            .encode();

    RelayAuthenticateResponse answer =
        TestRelay.send(server.dial(Alpn.CONTROL_RELAYS_0_4), request);

    assertEquals(
        ErrorCode.AUTHENTICATION_FAILED,
        assertInstanceOf(RelayAuthenticateResponse.Refused.class, answer).error().code());
    assertEquals(List.of(), requestRelays("web", Role.SOURCE).relays());
  }

  @Test
  void relayWithoutAddressIsRefused() throws Exception {
    byte[] request =
        new RelayAuthenticateRequest(
                RELAY_TOKEN,
                Bytes.EMPTY,
                "test",
                List.<HostPort>of(),
                "",
                CERTIFICATE,
                Bytes.of(new byte[32]))
            .encode();

    assertInstanceOf(
        RelayAuthenticateResponse.Refused.class,
        TestRelay.send(server.dial(Alpn.CONTROL_RELAYS_0_4), request));
  }

  @Test
  void serverWithoutRelayTokensRefusesRelays(@TempDir Path other) throws Exception {
    ControlSettings all = server.settings(TestServer.ANY_PORT, null);
    ControlSettings settings =
        new ControlSettings(
            all.ingresses(),
            all.clientTokens(),
            Map.of(),
            other,
            all.endpointExpiry(),
            all.version());
    try (ControlServer without = ControlServer.start(settings)) {
      assertThrows(
          ErrorStatusException.class,
          () ->
              TestRelay.connect(
                  server.dial(Alpn.RELAY_0_3, without.address()),
                  RELAY_TOKEN,
                  CERTIFICATE,
                  Bytes.EMPTY));
    }
  }

  private TestRelay connect(Bytes reconnectToken) throws IOException {
    return TestRelay.connect(server, CERTIFICATE, reconnectToken);
  }

  /** Relays are told of their registration first, and clients then. */
  private static List<OfferedRelay> awaitRelays(TestStream stream, int count) throws IOException {
    List<OfferedRelay> offers = stream.relays();
    while (offers.size() < count) {
      offers = stream.relays();
    }
    return offers;
  }

  private TestStream requestRelays(String endpoint, Role role) throws IOException {
    TestStream stream = client.open();
    stream.send(new ClientRequest.Relay(endpoint, role, CLIENT).encode());
    return stream;
  }
}
