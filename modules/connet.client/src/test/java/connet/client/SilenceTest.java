package connet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakeRelay;
import connet.client.lab.Lab;
import connet.client.lab.UdpProxies;
import connet.client.task.Tasks;
import connet.protocol.Alpn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when packets between two peers no longer arrive, and nobody says so. */
class SilenceTest {
  private Lab lab;
  private Tasks tasks;
  private UdpProxies proxies;
  private FakeRelay relay;
  private Source source;

  @BeforeEach
  void start() throws Exception {
    lab = new Lab();
    tasks = new Tasks("test");
    proxies = new UdpProxies();
    relay = FakeRelay.start("relay", Alpn.Kind.CLIENT_RELAY.offered());
    lab.control().seeAt(proxies::of);
    lab.control().offer(List.of(relay.offer()));
    Destination destination = lab.client().destination("web", Route.ANY);
    tasks.start("echo", () -> echo(destination));
    source = lab.client().source("web", Route.ANY);
    Lab.await("there are all paths", () -> paths() == 3);
  }

  @AfterEach
  void end() {
    tasks.close();
    lab.close();
    relay.close();
    proxies.close();
  }

  @Test
  void newConnectionsGoByRelayWithinThreeSeconds() throws Exception {
    proxies.mute(true);
    long start = System.nanoTime();

    try (Connection connection = source.dial(Lab.PATIENCE)) {
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(3).toNanos());
      assertEquals(PathInfo.Kind.RELAY, connection.path().kind());
      assertEcho(connection);
    }
  }

  @Test
  void whatThePathCarriesSurvivesAShortSilence() throws Exception {
    try (Connection connection = source.dial(Lab.PATIENCE)) {
      assertTrue(connection.path().kind().direct());
      assertEcho(connection);
      proxies.mute(true);
      Lab.await("the silence is noticed", () -> !connection.path().usable());

      proxies.mute(false);

      assertEcho(connection);
      assertTrue(connection.path().usable());
    }
  }

  @Test
  void theServerIsAskedWhereItSeesUs() throws Exception {
    int before = lab.control().sessions().get();
    proxies.mute(true);

    assertTrue(lab.control().sessions().await(count -> count >= before + 2, Lab.PATIENCE));
  }

  @Test
  void aDirectPathIsMadeAgain() throws Exception {
    proxies.mute(true);
    Lab.await("the dead paths are given up", () -> paths() == 1);

    proxies.mute(false);

    Lab.await("there are all paths again", () -> paths() == 3);
  }

  private long paths() {
    return source.status().peers().stream().mapToLong(peer -> peer.paths().size()).sum();
  }

  private void echo(Destination destination) throws IOException {
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
