package connet.client.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.Client;
import connet.client.ClientSettings;
import connet.client.Connection;
import connet.client.Destination;
import connet.client.HostPort;
import connet.client.LoadBalancing;
import connet.client.LoadBalancing.Policy;
import connet.client.LoadBalancing.Retry;
import connet.client.PortMapping;
import connet.client.RelayEncryption;
import connet.client.Route;
import connet.client.Source;
import connet.client.SourceSettings;
import connet.client.lab.Lab;
import connet.client.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of the README, which are to stay the same as here. */
class EmbeddingTest {
  private static final Path README = Path.of("..", "..", "README.md");
  private static final Path SELF =
      Path.of("src", "test", "java", "connet", "client", "example", "EmbeddingTest.java");

  private static ClientSettings settings(
      HostPort server, String token, X509Certificate certificate) {
    ClientSettings settings = ClientSettings.of(server, token).withServerCas(List.of(certificate));
    return settings;
  }

  private static void offer(ClientSettings settings) throws IOException {
    try (Client client = Client.connect(settings);
        Destination destination = client.destination("shout", Route.ANY)) {
      while (true) {
        Connection connection = destination.accept();
        Thread.startVirtualThread(() -> shout(connection));
      }
    }
  }

  private static void shout(Connection connection) {
    try (connection) {
      String words = new String(connection.input().readAllBytes(), UTF_8);
      connection.output().write(words.toUpperCase(Locale.ROOT).getBytes(UTF_8));
    } catch (IOException e) {
      System.err.println("the source is gone: " + e.getMessage());
    }
  }

  private static String ask(ClientSettings settings) throws IOException {
    try (Client client = Client.connect(settings);
        Source source = client.source("shout", Route.ANY);
        Connection connection = source.dial(Duration.ofSeconds(10))) {
      connection.output().write("hello".getBytes(UTF_8));
      connection.shutdownOutput();
      return new String(connection.input().readAllBytes(), UTF_8);
    }
  }

  private static Source source(Client client) throws IOException {
    return client.source(
        "shout",
        SourceSettings.of(Route.ANY)
            .withRelayEncryptions(List.of(RelayEncryption.TLS, RelayEncryption.NONE))
            .withDialTimeout(Duration.ofSeconds(2))
            .withLoadBalancing(new LoadBalancing(Policy.ROUND_ROBIN, Retry.ALL, 0)));
  }

  @Test
  void aSourceAsksADestinationThroughTheTunnel() throws Exception {
    try (var lab = new Lab();
        var tasks = new Tasks("example")) {
      ClientSettings lent = lab.settings();
      ClientSettings settings =
          settings(lent.serverAddress(), lent.token(), lent.serverCas().getFirst())
              .withPortMapping(PortMapping.DISABLED);
      tasks.start("destination", () -> offer(settings));

      assertEquals("HELLO", ask(settings));
    }
  }

  @Test
  void aSourceMayHaveSettingsOfItsOwn() throws Exception {
    try (var lab = new Lab();
        Source source = source(lab.client())) {
      assertTrue(source.awaitAnnounced(Lab.PATIENCE));
    }
  }

  @Test
  void theReadmeShowsThisCode() throws IOException {
    String here = squeezed(Files.readString(SELF));
    List<String> shown =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertEquals(4, shown.size());
    for (String example : shown) {
      assertTrue(here.contains(squeezed(example)), () -> "not in " + SELF + ":\n" + example);
    }
  }

  /** Without indentation, which is not the same on both sides. */
  private static String squeezed(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }
}
