package connet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakeRelay;
import connet.client.lab.Lab;
import connet.client.task.Tasks;
import connet.protocol.Alpn;
import connet.protocol.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
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
  @ValueSource(strings = {Alpn.RELAY_0_3, Alpn.PEER_RELAY_0_2})
  void relayedInBothGenerations(String alpn) throws Exception {
    try (var relay = FakeRelay.start("relay-1", List.of(alpn))) {
      lab.control().offer(List.of(relay.offer()));
      Source source = pair(Route.RELAY, Route.ANY);

      assertEquals(PathInfo.Kind.RELAY, echo(source).kind());
    }
  }

  @Test
  void aSourceMayForceTheRelayToo() throws Exception {
    try (var relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered())) {
      lab.control().offer(List.of(relay.offer()));
      Source source = pair(Route.ANY, Route.RELAY);

      assertEquals("relay-1", echo(source).relay());
      assertEquals(
          List.of(),
          lab.control()
              .directory()
              .get()
              .peers("web", Role.SOURCE)
              .values()
              .iterator()
              .next()
              .directs());
    }
  }

  @Test
  void aRelayThatDoesNotAnswerInTimeIsDialedAgain() throws Exception {
    try (var relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered())) {
      relay.leaveUnanswered(1);
      lab.control().offer(List.of(relay.offer()));
      lab.client().destination("web", Route.RELAY);

      Lab.await("the relay admits us", () -> relay.connected() == 1);
    }
  }

  @Test
  void directIsPreferred() throws Exception {
    try (var relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered())) {
      lab.control().offer(List.of(relay.offer()));
      Source source = pair(Route.ANY, Route.ANY);
      Lab.await(
          "there are both kinds of paths",
          () ->
              source.status().peers().stream()
                      .flatMap(peer -> peer.paths().stream())
                      .map(path -> path.kind().direct())
                      .distinct()
                      .count()
                  == 2);

      assertTrue(echo(source).kind().direct());
    }
  }

  @Test
  void withoutACommonKindThereIsNoPath() throws Exception {
    try (var relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered())) {
      lab.control().offer(List.of(relay.offer()));
      Source source = pair(Route.DIRECT, Route.RELAY);
      Lab.await("the destination is known", () -> !source.status().peers().isEmpty());

      UnreachableException e =
          assertThrows(UnreachableException.class, () -> source.dial(Duration.ofMillis(500)));
      assertEquals("web: no path to any of 1 announced destinations", e.getMessage());
    }
  }

  @Test
  void routeDirectUsesNoRelay() throws Exception {
    try (var relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered())) {
      lab.control().offer(List.of(relay.offer()));
      Source source = pair(Route.DIRECT, Route.DIRECT);

      assertTrue(echo(source).kind().direct());
      assertEquals(0, relay.connected());
    }
  }

  @Test
  void whenARelayEndsTheOtherIsUsed() throws Exception {
    try (var first = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered());
        var second = FakeRelay.start("relay-2", Alpn.Kind.CLIENT_RELAY.offered())) {
      lab.control().offer(List.of(first.offer(), second.offer()));
      Source source = pair(Route.RELAY, Route.RELAY);
      Lab.await(
          "the destination is reached by both",
          () -> source.status().peers().stream().anyMatch(peer -> peer.paths().size() == 2));

      first.kill();

      assertEquals("relay-2", echo(source).relay());
    }
  }

  @Test
  void aRelayThatIsNoLongerOfferedKeepsWhatGoesThroughIt() throws Exception {
    try (var relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered())) {
      lab.control().offer(List.of(relay.offer()));
      Source source = pair(Route.RELAY, Route.RELAY);
      try (Connection connection = source.dial(Lab.PATIENCE)) {
        lab.control().offer(List.of());

        connection.output().write("still".getBytes(UTF_8));
        assertEquals("still", new String(connection.input().readNBytes(5), UTF_8));
      }
    }
  }

  @Test
  void aRelayThatCannotBeReachedHoldsUpNothing() throws Exception {
    FakeRelay dead = FakeRelay.start("dead", Alpn.Kind.CLIENT_RELAY.offered());
    dead.close();
    try (var relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered())) {
      lab.control().offer(List.of(dead.offer(), relay.offer()));
      Source source = pair(Route.RELAY, Route.RELAY);

      assertEquals("relay-1", echo(source).relay());
      assertFalse(
          source.status().relays().stream()
              .anyMatch(each -> each.id().equals("dead") && each.connection().isPresent()));
    }
  }

  private Source pair(Route ofDestination, Route ofSource) throws IOException {
    Destination destination = lab.client().destination("web", ofDestination);
    tasks.start(
        "echo",
        () -> {
          while (true) {
            Connection connection = destination.accept();
            tasks.start("connection", () -> echo(connection));
          }
        });
    return lab.client().source("web", ofSource);
  }

  private static void echo(Connection connection) throws IOException {
    try (connection) {
      connection.input().transferTo(connection.output());
    }
  }

  private static PathInfo echo(Source source) throws IOException {
    try (Connection connection = source.dial(Lab.PATIENCE)) {
      connection.output().write("hello".getBytes(UTF_8));
      connection.shutdownOutput();
      assertEquals("hello", new String(connection.input().readAllBytes(), UTF_8));
      return connection.path();
    }
  }
}
