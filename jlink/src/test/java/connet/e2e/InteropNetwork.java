package connet.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import connet.protocol.Leaf;
import connet.protocol.Pem;
import connet.protocol.SelfSigned;
import connet.testkit.Await;
import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import connet.testkit.TcpService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network of a mix: the processes, with the same configuration files whoever's they are, and one
 * endpoint for each kind on each route. Everything is on this machine.
 */
final class InteropNetwork implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(12);

  /** A way through the network: directly, or by relay with an encryption. */
  static final List<String> WAYS = List.of("direct", "none", "tls", "dhxcp");

  /** An endpoint of the test. */
  record Endpoint(String way, InteropKind kind) {
    String name() {
      return way + "-" + kind.name().toLowerCase(Locale.ROOT);
    }
  }

  private final InteropMix mix;
  private final Path folder;
  private final Map<String, RunningProgram> running = new LinkedHashMap<>();
  private final List<RunningProgram> ended = new ArrayList<>();
  private final Map<Endpoint, Integer> fronts = new LinkedHashMap<>();
  private final Map<String, Integer> services;
  private final int clients = FreePorts.next();
  private final int relays = FreePorts.next();
  private final int relay = FreePorts.next();
  private final TcpService echo;
  private final TcpService webSocket;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  InteropNetwork(InteropMix mix, Path folder) throws Exception {
    this.mix = mix;
    this.folder = folder;
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    echo = TcpService.echo(any);
    webSocket = WebSocketEcho.start(any);
    http = HttpServer.create(any, 0);
    http.setExecutor(threads);
    http.createContext("/echo", InteropNetwork::answer);
    http.start();
    services =
        Map.of(
            "echo", echo.address().getPort(),
            "websocket", webSocket.address().getPort(),
            "http", http.getAddress().getPort());
    for (String way : WAYS) {
      for (InteropKind kind : InteropKind.values()) {
        fronts.put(new Endpoint(way, kind), FreePorts.next());
      }
    }
    Leaf leaf = SelfSigned.forHosts(List.of("localhost", "127.0.0.1"), Instant.now());
    Files.write(folder.resolve("cert.pem"), Pem.encode(List.of(leaf.certificate())));
    Files.write(folder.resolve("key.pem"), Pem.encode(leaf.key()));
    for (String part : mix.parts()) {
      Files.writeString(folder.resolve(part + ".toml"), configuration(part));
      start(part);
      awaitServer(part);
    }
  }

  /** Clients of the existing network end when there is no server within 5 s of their start. */
  private void awaitServer(String part) throws InterruptedException {
    boolean serves = part.equals("server") || part.equals("control");
    if (serves && mix.program(part).ours()) {
      Objects.requireNonNull(running.get(part))
          .awaitLine("control server started", Duration.ofSeconds(30));
    }
  }

  /**
   * Waits until the source listens for all endpoints: clients of the existing network end when they
   * lose their server before it has taken all that they announce.
   */
  void awaitFronts(Duration within) throws Exception {
    for (Map.Entry<Endpoint, Integer> front : fronts.entrySet()) {
      String what = "somebody listens for " + front.getKey().name();
      Await.until(what, within, () -> listens(front.getValue()));
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Where the sources listen. */
  Map<Endpoint, Integer> fronts() {
    return fronts;
  }

  private void start(String part) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(mix.program(part).path().orElse(Image.launcher()).toAbsolutePath().toString());
    if (!part.equals("destination") && !part.equals("source")) {
      command.add(part);
    }
    command.addAll(List.of("--config", part + ".toml"));
    running.put(
        part, RunningProgram.start(part, folder, Map.of("HOME", folder.toString()), command));
  }

  /** Ends a process as an operator would, and starts it again. */
  void restart(String part) throws Exception {
    RunningProgram old = Objects.requireNonNull(running.get(part), part);
    ended.add(old);
    old.terminate();
    try {
      old.awaitExit(END);
    } catch (AssertionError e) {
      old.kill();
    }
    start(part);
    awaitServer(part);
  }

  /** Parts whose process is no longer there, with its last words. */
  String dead() {
    var dead = new StringBuilder();
    running.forEach(
        (part, program) -> {
          if (!program.alive()) {
            String output = program.output();
            String last = output.substring(output.lastIndexOf('\n') + 1);
            dead.append(part).append(" has ended: ").append(last.strip()).append(' ');
          }
        });
    return dead.toString();
  }

  private String configuration(String part) {
    return "log-level = \"debug\"\n"
        + switch (part) {
          case "server" -> server();
          case "control" -> control();
          case "relay" -> relay();
          default -> client(part);
        };
  }

  private String server() {
    return """
    [server]
    tokens = ["token"]
    store-dir = "server"
    [[server.ingress]]
    addr = ":%1$d"
    cert-file = "cert.pem"
    key-file = "key.pem"
    [[server.relay-ingress]]
    addr = ":%2$d"
    hostports = ["localhost:%2$d"]
    """
        .formatted(clients, relay);
  }

  private String control() {
    return """
    [control]
    clients-tokens = ["token"]
    relays-tokens = ["relay-token"]
    store-dir = "control"
    [[control.clients-ingress]]
    addr = ":%d"
    cert-file = "cert.pem"
    key-file = "key.pem"
    [[control.relays-ingress]]
    addr = ":%d"
    cert-file = "cert.pem"
    key-file = "key.pem"
    """
        .formatted(clients, relays);
  }

  private String relay() {
    return """
    [relay]
    token = "relay-token"
    control-addr = "localhost:%d"
    control-cas-file = "cert.pem"
    store-dir = "relay"
    [[relay.ingress]]
    addr = ":%2$d"
    hostports = ["localhost:%2$d"]
    """
        .formatted(relays, relay);
  }

  private String client(String part) {
    int direct;
    try {
      direct = FreePorts.next();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    var text =
        new StringBuilder(
            """
            [client]
            token = "token"
            server-addr = "localhost:%d"
            server-cas-file = "cert.pem"
            direct-addr = ":%d"
            nat-pmp = "disabled"
            """
                .formatted(clients, direct));
    fronts.forEach(
        (endpoint, front) -> {
          InteropKind kind = endpoint.kind();
          boolean destination = part.equals("destination");
          boolean relayed = !endpoint.way().equals("direct");
          String scheme = destination ? kind.destination() : kind.source();
          int port = destination ? services.getOrDefault(kind.service(), 0) : front;
          text.append("[client.%ss.%s]\n".formatted(part, endpoint.name()))
              .append("url = \"%s://127.0.0.1:%d\"\n".formatted(scheme, port))
              .append("route = \"%s\"\n".formatted(relayed ? "relay" : "direct"));
          if (relayed) {
            text.append("relay-encryptions = [\"%s\"]\n".formatted(endpoint.way()));
          }
        });
    return text.toString();
  }

  /** Writes what the processes have said into files beside their configuration. */
  void keepLogs(Path kept) throws IOException {
    Files.createDirectories(kept);
    for (Map.Entry<String, RunningProgram> each : running.entrySet()) {
      var text = new StringBuilder();
      ended.stream()
          .map(RunningProgram::output)
          .filter(output -> output.startsWith(each.getKey() + ":"))
          .forEach(output -> text.append(output).append('\n'));
      text.append(each.getValue().output());
      Files.writeString(kept.resolve(each.getKey() + ".log"), text);
    }
  }

  @Override
  public void close() throws IOException {
    List.copyOf(running.values()).reversed().forEach(RunningProgram::close);
    echo.close();
    webSocket.close();
    http.stop(0);
    threads.shutdownNow();
  }
}
