package connet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.LoadBalancing.Policy;
import connet.client.LoadBalancing.Retry;
import connet.client.lab.Lab;
import connet.client.lab.TcpService;
import connet.client.task.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoadBalancingTest {
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

  /** As the existing network understands its settings. */
  @ParameterizedTest
  @CsvSource({
    "NONE, NEVER, 0, 0",
    "LEAST_LATENCY, NEVER, 0, 0",
    "LEAST_LATENCY, COUNT, 0, 2",
    "LEAST_CONNECTIONS, COUNT, 3, 3",
    "ROUND_ROBIN, TIMED, 0, 1000",
    "RANDOM, TIMED, 250, 250",
    "RANDOM, ALL, 0, 0",
    "RANDOM, ALL, 7, 7",
    "NONE, COUNT, 0, 2",
    "RANDOM, COUNT, -1, -1"
  })
  void theDefaultOfTheMaximumDependsOnTheRetry(Policy policy, Retry retry, int max, int effective) {
    assertEquals(effective, new LoadBalancing(policy, retry, max).effectiveMax());
  }

  @Test
  void roundRobinTakesEachInTurn() throws Exception {
    destinations("a", "b", "c");
    Source source = source(new LoadBalancing(Policy.ROUND_ROBIN, Retry.NEVER, 0), 3);

    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(ask(source));
    }

    assertEquals(Set.of("a", "b", "c"), new HashSet<>(answers.subList(0, 3)));
    assertEquals(answers.subList(0, 3), answers.subList(3, 6));
  }

  @Test
  void leastConnectionsSpreadsThoseThatStayOpen() throws Exception {
    destinations("a", "b", "c");
    Source source = source(new LoadBalancing(Policy.LEAST_CONNECTIONS, Retry.NEVER, 0), 3);
    List<Connection> open = new ArrayList<>();
    try {
      Set<String> answers = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        open.add(source.dial(Lab.PATIENCE));
        answers.add(name(open.getLast()));
      }
      assertEquals(Set.of("a", "b", "c"), answers);

      String freed = name(open.get(1));
      open.get(1).reset();
      assertEquals(freed, ask(source));
    } finally {
      open.forEach(Connection::reset);
    }
  }

  @Test
  void randomTakesAllOfThem() throws Exception {
    destinations("a", "b", "c");
    Source source = source(new LoadBalancing(Policy.RANDOM, Retry.NEVER, 0), 3);

    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      answers.add(ask(source));
    }

    assertEquals(Set.of("a", "b", "c"), answers);
  }

  @Test
  void withoutRetryADeadServiceIsTheEndOfIt() throws Exception {
    destinations("a");
    deadDestinations(1);
    Source source = source(new LoadBalancing(Policy.ROUND_ROBIN, Retry.NEVER, 0), 2);

    int failures = 0;
    for (int i = 0; i < 4; i++) {
      try {
        assertEquals("a", ask(source));
      } catch (UnreachableException e) {
        failures++;
      }
    }

    assertEquals(2, failures);
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMED", "ALL"})
  void aDeadServiceMakesTheSourceTryTheOthers(Retry retry) throws Exception {
    destinations("a");
    deadDestinations(2);
    Source source = source(new LoadBalancing(Policy.ROUND_ROBIN, retry, 0), 3);

    for (int i = 0; i < 6; i++) {
      assertEquals("a", ask(source));
    }
  }

  @Test
  void asManyAreTriedAsCounted() throws Exception {
    destinations("a");
    deadDestinations(2);
    Source source = source(new LoadBalancing(Policy.ROUND_ROBIN, Retry.COUNT, 2), 3);

    int failures = 0;
    for (int i = 0; i < 3; i++) {
      try {
        assertEquals("a", ask(source));
      } catch (UnreachableException e) {
        failures++;
      }
    }

    assertEquals(1, failures, "the one of three turns that begins with both dead ones");
  }

  @Test
  void withoutAPolicyAllAreTried() throws Exception {
    destinations("a");
    deadDestinations(2);
    Source source = source(LoadBalancing.none(), 3);

    for (int i = 0; i < 4; i++) {
      assertEquals("a", ask(source));
    }
  }

  @Test
  void timedTriesEndInTime() throws Exception {
    silentDestination();
    Source source = source(new LoadBalancing(Policy.RANDOM, Retry.TIMED, 300), 1);

    long start = System.nanoTime();
    assertThrows(UnreachableException.class, () -> source.dial(Lab.PATIENCE));

    assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos());
  }

  @Test
  void oneTryEndsWithItsDialTimeout() throws Exception {
    silentDestination();
    Source source =
        lab.client()
            .source("web", SourceSettings.of(Route.DIRECT).withDialTimeout(Duration.ofMillis(300)));
    assertTrue(source.awaitPeer(Lab.PATIENCE));

    long start = System.nanoTime();
    assertThrows(UnreachableException.class, () -> source.dial(Duration.ofSeconds(2)));

    assertTrue(System.nanoTime() - start < Duration.ofMillis(1_900).toNanos());
  }

  private Source source(LoadBalancing balancing, int destinations) throws Exception {
    Source source =
        lab.client().source("web", SourceSettings.of(Route.DIRECT).withLoadBalancing(balancing));
    Lab.await(
        "all destinations are reached",
        () ->
            source.status().peers().stream().filter(peer -> !peer.paths().isEmpty()).count()
                == destinations);
    return source;
  }

  private void destinations(String... names) throws IOException {
    for (String name : names) {
      Destination destination = lab.client().destination("web", Route.DIRECT);
      tasks.start("accept", () -> answer(destination, name));
    }
  }

  /** Says its name as often as it is asked. */
  private void answer(Destination destination, String name) throws IOException {
    while (true) {
      Connection connection = destination.accept();
      tasks.start(
          "connection",
          () -> {
            try (connection) {
              while (connection.input().read() >= 0) {
                connection.output().write(name.getBytes(UTF_8));
              }
            }
          });
    }
  }

  private void deadDestinations(int count) throws IOException {
    HostPort dead;
    try (var service = TcpService.echo()) {
      dead = service.address();
    }
    for (int i = 0; i < count; i++) {
      Destination destination = lab.client().destination("web", Route.DIRECT);
      tasks.start("forward", () -> destination.forwardTo(dead));
    }
  }

  /** Nobody accepts there, so its answer takes seconds. */
  private void silentDestination() throws IOException {
    lab.client().destination("web", Route.DIRECT);
  }

  private static String ask(Source source) throws IOException {
    try (Connection connection = source.dial(Lab.PATIENCE)) {
      return name(connection);
    }
  }

  private static String name(Connection connection) throws IOException {
    connection.output().write('?');
    return new String(connection.input().readNBytes(1), UTF_8);
  }
}
