package connet.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import connet.app.role.Host;
import connet.app.role.Stop;
import connet.testkit.Await;
import connet.testkit.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status pages of running programs have the shape of those of the existing network. */
class StatusTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What is there only at times. */
  private static final Set<String> OPTIONAL = Set.of("relay-id", "allows", "denies");

  @TempDir Path folder;
  private final List<Runnable> running = new ArrayList<>();

  @AfterEach
  void stop() {
    running.reversed().forEach(Runnable::run);
  }

  private Runnable start(String toml, String... command) throws IOException {
    Path config = Files.writeString(folder.resolve("c" + running.size() + ".toml"), toml);
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of("--config", config.toString()));
    PrintStream sink = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Map<String, String> environment =
        Map.of("CONNET_STATE_DIR", folder.resolve("state").toString());
    Stop stop = new Stop();
    FutureTask<Integer> code =
        new FutureTask<>(
            () ->
                new Program(new Host(sink, System.err, environment, "Linux", folder), stop)
                    .run(args.toArray(new String[0])));
    Thread.startVirtualThread(code);
    Runnable end =
        () -> {
          stop.request();
          try {
            code.get();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    running.add(end);
    return end;
  }

  private record Answer(int code, String type, String body) {}

  private static Answer ask(String method, int port, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    connection.setRequestMethod(method);
    try (InputStream body = connection.getInputStream()) {
      return new Answer(
          connection.getResponseCode(),
          String.valueOf(connection.getContentType()),
          new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static JsonObject status(int port) throws IOException {
    return JsonParser.parseString(ask("GET", port, "/").body()).getAsJsonObject();
  }

  private static void awaitStatus(int port, String... parts) throws Exception {
    Await.until(
        () -> String.join(", ", parts),
        PATIENCE,
        () -> {
          try {
            String body = ask("GET", port, "/status").body();
            return List.of(parts).stream().allMatch(body::contains);
          } catch (IOException e) {
            return false;
          }
        });
  }

  private static void assertShape(String program, JsonElement answer) throws IOException {
    try (InputStream in = StatusTest.class.getResourceAsStream("/vectors/status.json")) {
      JsonObject vectors =
          JsonParser.parseReader(
                  new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))
              .getAsJsonObject();
      JsonElement shape =
          vectors.getAsJsonArray("programs").asList().stream()
              .map(JsonElement::getAsJsonObject)
              .filter(each -> each.get("program").getAsString().equals(program))
              .findFirst()
              .orElseThrow()
              .get("shape");
      assertShape(program, shape, answer);
    }
  }

  private static void assertShape(String where, JsonElement shape, JsonElement answer) {
    String what = where + ": " + answer + " is not " + shape;
    if (shape.isJsonPrimitive()) {
      boolean text = shape.getAsString().equals("string");
      assertTrue(text ? answer.isJsonPrimitive() : answer.isJsonNull(), what);
      return;
    }
    JsonObject members = shape.getAsJsonObject();
    if (members.has("(list)")) {
      if (answer.isJsonNull() && members.has("(or)")) {
        return;
      }
      assertTrue(answer.isJsonArray(), what);
      answer.getAsJsonArray().forEach(each -> assertShape(where, members.get("(list)"), each));
      return;
    }
    assertTrue(answer.isJsonObject(), what);
    JsonObject object = answer.getAsJsonObject();
    if (members.has("(map)")) {
      object.asMap().forEach((k, v) -> assertShape(where + "." + k, members.get("(map)"), v));
      return;
    }
    Set<String> expected = new HashSet<>(members.keySet());
    Set<String> there = new HashSet<>(object.keySet());
    expected.removeAll(OPTIONAL);
    there.removeAll(OPTIONAL);
    assertEquals(expected, there, where);
    object.asMap().forEach((k, v) -> assertShape(where + "." + k, members.get(k), v));
  }

  private String client(int server, int status, String metadata, String endpoints) {
    return "[client]\ntoken = 't'\nserver-addr = '127.0.0.1:"
        + server
        + "'\nserver-cas-file = '"
        + folder.resolve("state/server-" + server + "/cert.pem")
        + "'\ndirect-addr = '127.0.0.1:0'\nnat-pmp = 'disabled'\nstatus-addr = '127.0.0.1:"
        + status
        + "'\nmetadata = '"
        + metadata
        + "'\n"
        + endpoints;
  }

  @Test
  void aServerAndItsClientsTellWhatTheyDo() throws Exception {
    int server = FreePorts.next();
    int relay = FreePorts.next();
    int serverStatus = FreePorts.next();
    Runnable serverEnd =
        start(
            """
            [server]
            tokens = ["t"]
            status-addr = "127.0.0.1:%d"
            [[server.ingress]]
            addr = "127.0.0.1:%d"
            allow-cidrs = ["127.0.0.0/8", "10.0.0.0/8"]
            [[server.relay-ingress]]
            addr = "127.0.0.1:%d"
            hostports = ["127.0.0.1"]
            """
                .formatted(serverStatus, server, relay),
            "server");
    awaitStatus(serverStatus, "\"status\":\"connected\"", "embedded relay");
    JsonObject fresh = status(serverStatus);
    assertShape("server before any client", fresh);
    assertEquals(
        "host:\"127.0.0.1\" port:" + relay,
        fresh.getAsJsonObject("relay").getAsJsonArray("hostports").get(0).getAsString());

    int destination = FreePorts.next();
    int source = FreePorts.next();
    String endpoint = "[client.%s.%s]\nurl = 'tcp://127.0.0.1:%d'\nroute = '%s'\n";
    start(
        client(
            server,
            destination,
            "the destination",
            endpoint.formatted("destinations", "web", 1, "any")
                + endpoint.formatted("destinations", "far", 1, "relay")));
    awaitStatus(destination, "\"connection\":\"127.0.0.1:" + relay);
    start(
        client(
            server,
            source,
            "the source",
            endpoint.formatted("sources", "web", 0, "any")
                + endpoint.formatted("sources", "far", 0, "relay")));
    awaitStatus(source, "\"style\":\"outgoing\"", "\"style\":\"relay\"", "the destination");
    awaitStatus(destination, "\"style\":\"incoming\"", "\"style\":\"relay\"", "the source");
    awaitStatus(serverStatus, "the source", "the destination");

    assertShape("client with destinations", status(destination));
    assertShape("client with sources", status(source));
    assertShape("server", status(serverStatus));
    JsonObject clients = status(serverStatus).getAsJsonObject("control").getAsJsonObject("clients");
    assertEquals(2, clients.size());

    for (String path : List.of("/", "/status", "/any/path?x=1")) {
      for (String method : List.of("GET", "POST", "HEAD")) {
        Answer answer = ask(method, serverStatus, path);
        assertEquals(200, answer.code());
        assertEquals("application/json", answer.type());
        assertEquals(method.equals("HEAD"), answer.body().isEmpty());
        assertTrue(answer.body().isEmpty() || answer.body().matches("\\{.*\\}\n"), answer.body());
      }
    }

    serverEnd.run();
    running.remove(serverEnd);
    awaitStatus(source, "\"status\":\"reconnecting\"", "\"connection\":\"\"");
    assertShape("client while the server is away", status(source));
  }

  @Test
  void aControlServerAndARelayTellWhatTheyDo() throws Exception {
    int clients = FreePorts.next();
    int relays = FreePorts.next();
    int controlStatus = FreePorts.next();
    start(
        """
        [control]
        clients-tokens = ["t"]
        relays-tokens = ["r"]
        status-addr = "127.0.0.1:%d"
        [[control.clients-ingress]]
        addr = "127.0.0.1:%d"
        [[control.relays-ingress]]
        addr = "127.0.0.1:%d"
        deny-cidrs = ["192.0.2.0/24"]
        """
            .formatted(controlStatus, clients, relays),
        "control");
    awaitStatus(controlStatus, "relay-server-id");
    assertShape("control before any relay or client", status(controlStatus));

    int relayStatus = FreePorts.next();
    start(
        """
        [relay]
        token = "r"
        metadata = "the relay"
        control-addr = "127.0.0.1:%d"
        control-cas-file = '%s'
        status-addr = "127.0.0.1:%d"
        [[relay.ingress]]
        addr = "127.0.0.1:0"
        hostports = ["127.0.0.1", "localhost"]
        """
            .formatted(
                relays, folder.resolve("state/control-" + clients + "/cert.pem"), relayStatus),
        "relay");
    awaitStatus(relayStatus, "\"status\":\"connected\"");
    awaitStatus(controlStatus, "the relay");
    assertShape("relay before any client", status(relayStatus));
    assertShape("control", status(controlStatus));
    assertEquals(
        status(controlStatus).get("relay-server-id"), status(relayStatus).get("server-id"));
  }
}
