package connet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.Lab;
import connet.client.task.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {
  private Lab lab;
  private Tasks tasks;
  private Destination destination;
  private Source source;

  @BeforeEach
  void start() throws IOException {
    lab = new Lab();
    tasks = new Tasks("test");
    destination = lab.client().destination("web", Route.ANY);
    source = lab.client().source("web", Route.ANY);
  }

  @AfterEach
  void end() {
    tasks.close();
    lab.close();
  }

  @Test
  void twoClientsConnectDirectly() throws Exception {
    tasks.start("echo", () -> echo(destination.accept()));

    try (Connection connection = source.dial(Lab.PATIENCE)) {
      connection.output().write("hello".getBytes(UTF_8));
      assertEquals("hello", new String(connection.input().readNBytes(5), UTF_8));
      assertTrue(connection.path().kind().direct());
    }
  }

  @Test
  void halfCloseKeepsTheOtherDirectionOpen() throws Exception {
    byte[] question = new byte[1_000_000];
    byte[] answer = new byte[2_000_000];
    new Random(1).nextBytes(question);
    new Random(2).nextBytes(answer);
    tasks.start(
        "answer",
        () -> {
          try (Connection connection = destination.accept()) {
            assertArrayEquals(question, connection.input().readAllBytes());
            connection.output().write(answer);
          }
        });

    try (Connection connection = source.dial(Lab.PATIENCE)) {
      connection.output().write(question);
      connection.shutdownOutput();
      assertArrayEquals(answer, connection.input().readAllBytes());
    }
  }

  @Test
  void theDestinationMaySpeakFirst() throws Exception {
    tasks.start("banner", () -> destination.accept().output().write("220 hi".getBytes(UTF_8)));

    try (Connection connection = source.dial(Lab.PATIENCE)) {
      assertEquals("220 hi", new String(connection.input().readNBytes(6), UTF_8));
    }
  }

  @Test
  void aResetIsNoEnd() throws Exception {
    tasks.start(
        "reset",
        () -> {
          Connection connection = destination.accept();
          assertEquals('x', connection.input().read());
          connection.reset();
        });

    try (Connection connection = source.dial(Lab.PATIENCE)) {
      connection.output().write('x');
      assertThrows(IOException.class, () -> connection.input().readAllBytes());
    }
  }

  @Test
  void whatNobodyAcceptsIsRefused() {
    UnreachableException e =
        assertThrows(UnreachableException.class, () -> source.dial(Duration.ofSeconds(10)));

    assertTrue(e.toString().contains("nobody accepts at this destination (501)"), e.toString());
  }

  @Test
  void connectionsThatAreBrokenOffLeaveNothing() throws Exception {
    tasks.start(
        "accept",
        () -> {
          while (true) {
            destination.accept().close();
          }
        });

    for (int i = 0; i < 1000; i++) {
      source.dial(Lab.PATIENCE).reset();
    }

    assertEquals(1000, source.status().opened());
    assertEquals(0, source.status().open());
    Lab.await("the destination has none left", () -> destination.status().open() == 0);
  }

  @Test
  void bothRolesInOneProcessReachEachOther() throws Exception {
    try (Client alone = Client.connect(lab.settings())) {
      Destination here = alone.destination("self", Route.ANY);
      Source from = alone.source("self", Route.ANY);
      tasks.start("echo", () -> echo(here.accept()));

      try (Connection connection = from.dial(Lab.PATIENCE)) {
        connection.output().write("me".getBytes(UTF_8));
        assertEquals("me", new String(connection.input().readNBytes(2), UTF_8));
      }
    }
  }

  @Test
  void anEndedDestinationAcceptsNothing() throws Exception {
    destination.close();

    assertThrows(IOException.class, destination::accept);
    destination.forwardTo(new HostPort("localhost", 1));
  }

  @Test
  void aNameIsTakenUntilItsEndpointIsClosed() throws Exception {
    try (Client client = Client.connect(lab.settings())) {
      Source first = client.source("once", Route.ANY);
      assertThrows(IllegalArgumentException.class, () -> client.source("once", Route.ANY));
      assertTrue(client.destination("once", Route.ANY).awaitAnnounced(Lab.PATIENCE));

      first.close();

      assertTrue(client.source("once", Route.ANY).awaitAnnounced(Lab.PATIENCE));
    }
  }

  private static void echo(Connection connection) throws IOException {
    try (connection) {
      connection.input().transferTo(connection.output());
    }
  }
}
