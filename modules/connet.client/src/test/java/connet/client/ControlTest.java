package connet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakeControl;
import connet.client.lab.Lab;
import connet.client.lab.LogLines;
import connet.client.task.Tasks;
import connet.client.task.Watched;
import connet.protocol.Alpn;
import connet.protocol.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {
  private Lab lab;
  private Tasks tasks;

  @BeforeEach
  void start() throws IOException {
    lab = new Lab();
    tasks = new Tasks("test");
  }

  @AfterEach
  void end() {
    tasks.close();
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {Alpn.CONTROL_0_4, Alpn.CLIENT_0_3})
  void bothGenerationsAreSpoken(String alpn) throws Exception {
    try (var other = new Lab(List.of(alpn))) {
      Client client = other.client();
      assertTrue(client.destination("web", Route.ANY).awaitAnnounced(Lab.PATIENCE));
      assertTrue(client.source("web", Route.ANY).awaitPeer(Lab.PATIENCE));
    }
  }

  @Test
  void aWrongTokenIsRefused() throws Exception {
    ClientSettings right = lab.settings();
    var wrong =
        new ClientSettings(
            right.serverAddress(),
            right.serverName(),
            right.serverCas(),
            "wrong",
            right.directAddress(),
            "",
            "");

    RefusedException e = assertThrows(RefusedException.class, () -> Client.connect(wrong));
    assertEquals(100, e.code());
  }

  @Test
  void aServerThatDidNotReadTheTokenHasNotRefusedIt() throws Exception {
    lab.control().leaveUnread(1);

    assertTrue(lab.client().awaitConnected(Lab.PATIENCE));
  }

  @Test
  void aServerThatClosesAgainAndAgainHasRefused() throws Exception {
    lab.control().leaveUnread(Integer.MAX_VALUE);

    RefusedException e = assertThrows(RefusedException.class, () -> Client.connect(lab.settings()));
    assertEquals(100, e.code());
  }

  @Test
  void aServerThatIsNotTrustedIsNoServer() throws Exception {
    ClientSettings settings =
        lab.settings()
            .withServerCas(List.of(FakeControl.newLeaf().certificate()))
            .withConnectTimeout(Duration.ofSeconds(1));

    assertThrows(IOException.class, () -> Client.connect(settings));
  }

  @Test
  void aServerThatIsNotThereIsAnErrorInTime() throws Exception {
    ClientSettings settings = lab.settings().withConnectTimeout(Duration.ofMillis(300));
    lab.control().close();

    IOException e = assertThrows(IOException.class, () -> Client.connect(settings));
    assertFalse(e instanceof RefusedException);
  }

  @Test
  void anEndDuringTheConnectIsNoTroubleWithTheServer() throws Exception {
    lab.control().keepSilent();
    Client client = lab.keep(Client.start(lab.settings()));
    Lab.await("the server is asked", () -> lab.control().asked() > 0);
    String before = client.status().trouble();

    client.close();

    assertEquals(before, client.status().trouble());
  }

  @Test
  void aStartedClientConnectsOnceTheServerIsThere() throws Exception {
    lab.control().close();
    Client client = lab.keep(Client.start(lab.settings()));
    assertFalse(client.awaitConnected(Duration.ofMillis(100)));
    assertFalse(client.status().connected());

    lab.restartControl();

    assertTrue(client.awaitConnected(Lab.PATIENCE));
    assertEquals("", client.status().trouble());
  }

  @Test
  void anEndpointThatIsNotAllowedIsRefused() throws Exception {
    Destination destination = lab.client().destination("forbidden", Route.ANY);

    RefusedException e =
        assertThrows(RefusedException.class, () -> destination.awaitAnnounced(Lab.PATIENCE));
    assertEquals(101, e.code());
  }

  @Test
  void aRefusalIsSaidOnceThoughTheEndpointAsksForRelaysToo() throws Exception {
    Client client = lab.client();
    try (var log = LogLines.begin()) {
      client.destination("forbidden", Route.ANY);
      Lab.await("it was refused again and again", () -> lab.control().refused() >= 5);

      assertEquals(1, log.with("control server refuses").size());
    }
  }

  @Test
  void whatWorksGoesOnWhileTheServerIsAway() throws Exception {
    Destination destination = lab.client().destination("web", Route.ANY);
    Client client = lab.client();
    Source source = client.source("web", Route.ANY);
    tasks.start("echo", () -> echoAll(destination));
    try (Connection before = source.dial(Lab.PATIENCE)) {
      lab.control().close();
      Lab.await("it is noticed", () -> !client.status().connected());

      assertEcho(before);
      try (Connection during = source.dial(Lab.PATIENCE)) {
        assertEcho(during);
      }
      lab.restartControl();
      assertTrue(client.awaitConnected(Lab.PATIENCE));
      assertTrue(source.awaitAnnounced(Lab.PATIENCE));
      assertEcho(before);
    }
  }

  @Test
  void everythingIsAnnouncedAgainAfterAReconnect() throws Exception {
    Client client = lab.client();
    assertTrue(client.destination("web", Route.ANY).awaitAnnounced(Lab.PATIENCE));
    assertTrue(client.source("db", Route.ANY).awaitAnnounced(Lab.PATIENCE));

    lab.restartControl();

    assertTrue(
        lab.control()
            .directory()
            .await(
                all ->
                    all.peers("web", Role.DESTINATION).size() == 1
                        && all.peers("db", Role.SOURCE).size() == 1,
                Lab.PATIENCE));
  }

  @Test
  void aClientThatComesBackKeepsItsId() throws Exception {
    Client client = lab.client();
    client.destination("web", Route.ANY);
    assertTrue(
        lab.control()
            .directory()
            .await(all -> all.peers("web", Role.DESTINATION).size() == 1, Lab.PATIENCE));
    String id = lab.control().directory().get().peers("web", Role.DESTINATION).keySet().toString();

    lab.restartControl();

    assertTrue(
        lab.control()
            .directory()
            .await(
                all -> all.peers("web", Role.DESTINATION).keySet().toString().equals(id),
                Lab.PATIENCE));
  }

  @Test
  void anEndedEndpointIsRevokedAtOnce() throws Exception {
    Destination destination = lab.client().destination("web", Route.ANY);
    assertTrue(destination.awaitAnnounced(Lab.PATIENCE));

    destination.close();

    assertEquals(0, lab.control().directory().get().peers("web", Role.DESTINATION).size());
  }

  @Test
  void changedAddressesOfTheMachineAreAnnouncedAndTheServerIsAskedAnew() throws Exception {
    var machine = new Watched<>(List.of(InetAddress.ofLiteral("192.0.2.1")));
    var settings =
        lab.settings()
            .withDirectAddress(new InetSocketAddress(0))
            .withPortMapping(PortMapping.DISABLED);
    Client client = lab.keep(Client.start(settings, machine::get, PortMappers.USUAL));
    client.destination("web", Route.ANY);
    awaitAnnounced(InetAddress.ofLiteral("192.0.2.1"));
    InetAddress elsewhere = InetAddress.ofLiteral("198.51.100.7");
    lab.control().seeAt(seen -> new InetSocketAddress(elsewhere, seen.getPort()));

    machine.set(List.of(InetAddress.ofLiteral("192.0.2.2")));

    awaitAnnounced(InetAddress.ofLiteral("192.0.2.2"));
    awaitAnnounced(elsewhere);
    assertEquals(elsewhere, client.status().publicAddress().orElseThrow().getAddress());
    assertEquals(2, lab.control().sessions().get());
  }

  private void awaitAnnounced(InetAddress address) throws InterruptedException {
    assertTrue(
        lab.control()
            .directory()
            .await(
                all ->
                    all.peers("web", Role.DESTINATION).values().stream()
                        .flatMap(peer -> peer.directs().stream())
                        .anyMatch(direct -> direct.getAddress().equals(address)),
                Lab.PATIENCE),
        () -> address + " in " + lab.control().directory().get());
  }

  private void echoAll(Destination destination) throws IOException {
    while (true) {
      Connection connection = destination.accept();
      tasks.start("connection", () -> connection.input().transferTo(connection.output()));
    }
  }

  private static void assertEcho(Connection connection) throws IOException {
    connection.output().write("hello".getBytes(UTF_8));
    assertEquals("hello", new String(connection.input().readNBytes(5), UTF_8));
  }
}
