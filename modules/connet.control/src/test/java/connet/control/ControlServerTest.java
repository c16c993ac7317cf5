package connet.control;

import static connet.control.TestServer.loopback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.Samples;
import connet.control.session.SessionLimits;
import connet.protocol.AddressRules;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientRequest;
import connet.protocol.OfferedRelay;
import connet.protocol.Role;
import connet.transport.ConnectionEnd;
import connet.transport.QuicSocket;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
  private static final Duration EXPIRY = Duration.ofSeconds(2);

  @TempDir private Path folder;
  @TempDir private Path otherFolder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(folder, SessionLimits.standard(), EXPIRY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void restartedServerKeepsItsIdAndTellsOfPeersUntilTheExpiry() throws Exception {
    String id = server.server().id();
    TestClient gone = TestClient.connect(server, "gone");
    assertEquals(List.of(), gone.announce("web", Role.DESTINATION).peers());

    server.restart();

    assertEquals(id, server.server().id());
    TestStream source = TestClient.connect(server, "source").announce("web", Role.SOURCE);
    assertEquals(List.of("gone"), source.peers());
    assertEquals(List.of(), source.peers());
  }

  @Test
  void clientThatComesBackAfterARestartIsTheSameOne() throws Exception {
    TestClient before = TestClient.connect(server, "client");
    assertEquals(List.of(), before.announce("web", Role.DESTINATION, Samples.peer(1)).peers());

    server.restart();
    TestClient after = TestClient.connect(server, "client", before.reconnectToken());
    assertEquals(List.of(), after.announce("web", Role.DESTINATION, Samples.peer(2)).peers());

    TestStream source = TestClient.connect(server, "source").announce("web", Role.SOURCE);
    assertEquals(Samples.peer(2), source.remotePeers().getFirst().peer());
  }

  @Test
  void restartedServerOffersItsRelaysWithTicketsThatTheyOpen() throws Exception {
    TestRelay relay = TestRelay.connect(server, Samples.relay().certificate(), Bytes.EMPTY);

    server.restart();

    TestStream relays = TestClient.connect(server, "client").open();
    relays.send(
        new ClientRequest.Relay("web", Role.SOURCE, Samples.peer(1).clientCertificate()).encode());
    OfferedRelay offer = relays.relays().getFirst();
    assertTrue(relay.open(offer).isPresent());
    assertEquals(List.of(), relays.relays(), "until the expiry");
  }

  @Test
  void peersAreToldThatTheServerEnds() throws Exception {
    TestClient client = TestClient.connect(server, "client");
    client.announce("web", Role.DESTINATION).peers();

    assertTimeout(Duration.ofSeconds(5), server.server()::close);

    assertInstanceOf(ConnectionEnd.ByPeer.class, client.connection().awaitEnd());
    server.server().close();
  }

  @Test
  void relaysAreAlsoTakenOnTheirOwnPort() throws Exception {
    int relayPort = freePort();
    try (ControlServer both = start(TestServer.ANY_PORT, loopback(relayPort))) {
      TestRelay.connect(
              server.dial(Alpn.RELAY_0_3, loopback(relayPort)),
              TestServer.RELAY_TOKEN,
              Samples.relay().certificate(),
              Bytes.EMPTY)
          .close();
      assertThrows(IOException.class, () -> server.dial(Alpn.CONTROL_0_4, loopback(relayPort)));
      server.dial(Alpn.CONTROL_0_4, both.address()).close();
    }
  }

  @Test
  void portThatIsTakenIsNamed() throws Exception {
    InetSocketAddress taken = server.server().address();

    BindException refused = assertThrows(BindException.class, () -> start(taken, null).close());

    assertTrue(text(refused).contains("127.0.0.1:" + taken.getPort()), text(refused));
  }

  @Test
  void relayPortThatIsTakenIsNamedAndNothingIsLeftBehind() throws Exception {
    InetSocketAddress taken = server.server().address();
    InetSocketAddress address = loopback(freePort());

    BindException refused = assertThrows(BindException.class, () -> start(address, taken).close());

    assertTrue(text(refused).contains("relays"), text(refused));
    assertTrue(text(refused).contains("127.0.0.1:" + taken.getPort()), text(refused));
    start(address, null).close();
  }

  @Test
  void secondServerOnTheSameStoreIsRefused() {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> ControlServer.start(server.settings(TestServer.ANY_PORT, null)).close());

    assertTrue(text(refused).contains("in use"), text(refused));
  }

  @Test
  void settingsThatAdmitNobodyOrEverybodyAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> withTokens(Set.of(), Set.of()));
    assertThrows(IllegalArgumentException.class, () -> withTokens(Set.of(" "), Set.of()));
    assertThrows(IllegalArgumentException.class, () -> withTokens(Set.of("t"), Set.of("")));
  }

  @Test
  void settingsKeepTheirSecretsToThemselves() {
    String text = withTokens(Set.of("client secret"), Set.of("relay secret")).toString();

    assertTrue(!text.contains("secret"), text);
  }

  private ControlServer start(InetSocketAddress address, @Nullable InetSocketAddress relayAddress)
      throws IOException {
    ControlSettings settings = server.settings(address, relayAddress);
    return ControlServer.start(
        server.settings(settings.ingresses(), settings.clientTokens(), otherFolder));
  }

  private ControlSettings withTokens(Set<String> clientTokens, Set<String> relayTokens) {
    ControlSettings settings = server.settings(TestServer.ANY_PORT, null);
    Map<String, AddressRules> relays = new HashMap<>();
    relayTokens.forEach(token -> relays.put(token, AddressRules.NONE));
    return new ControlSettings(
        settings.ingresses(),
        TokenRules.unrestricted(clientTokens),
        relays,
        otherFolder,
        settings.endpointExpiry(),
        settings.version());
  }

  private static int freePort() throws IOException {
    try (QuicSocket socket = QuicSocket.bind(SocketSettings.at(TestServer.ANY_PORT))) {
      return socket.localAddress().getPort();
    }
  }

  private static String text(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
