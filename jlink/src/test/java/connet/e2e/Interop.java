package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import connet.protocol.Leaf;
import connet.protocol.Pem;
import connet.protocol.SelfSigned;
import connet.testkit.Download;
import connet.testkit.FileServer;
import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import connet.testkit.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The quickstart with programs of the existing network, which are not part of this repository, in
 * the place of some of our processes. Not run with the other tests, but by {@code mvn verify
 * -Dit.test=Interop -Dinterop.go=PROGRAM,PROGRAM}; ends with a table of what worked.
 */
final class Interop {
  private static final Sample FILE = new Sample(3, 64 << 20);
  private static final Duration CONNECTED = Duration.ofSeconds(60);
  private static final List<String> TABLE = new ArrayList<>();

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  private final int control = FreePorts.next();
  private final int relay = FreePorts.next();
  private final int front = FreePorts.next();

  Interop() throws IOException {}

  static Stream<Arguments> mixes() {
    String given = System.getProperty("interop.go", "");
    assertFalse(given.isEmpty(), "give the programs with -Dinterop.go=PROGRAM,PROGRAM");
    return Stream.of(given.split(","))
        .flatMap(
            program ->
                Stream.of("direct", "relay")
                    .flatMap(
                        route ->
                            Stream.of(
                                    Set.of("server"),
                                    Set.of("destination"),
                                    Set.of("source"),
                                    Set.of("destination", "source"),
                                    Set.of("server", "source"),
                                    Set.of("server", "destination"))
                                .map(theirs -> Arguments.of(Path.of(program), route, theirs))));
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void fileArrives(Path program, String route, Set<String> theirs) throws Exception {
    String row =
        "| %s | %s | %s |"
            .formatted(program.getFileName(), String.join(", ", new TreeSet<>(theirs)), route);
    TABLE.add(row + " failed | |");
    Leaf leaf = SelfSigned.forHosts(List.of("localhost", "127.0.0.1"), Instant.now());
    Files.write(folder.resolve("cert.pem"), Pem.encode(List.of(leaf.certificate())));
    Files.write(folder.resolve("key.pem"), Pem.encode(leaf.key()));
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (FileServer service = FileServer.start(any, FILE)) {
      start(program, theirs, "server", "");
      start(program, theirs, "destination", endpoint(service.address().getPort(), route, "tcp://"));
      RunningProgram source = start(program, theirs, "source", endpoint(front, route, "tcp://"));
      long began = System.nanoTime();
      Download download = begin(source);
      long connected = System.nanoTime();
      assertEquals(FILE.read(), download.rest());
      double seconds = (System.nanoTime() - connected) / 1e9;
      TABLE.removeLast();
      TABLE.add(
          row
              + " works | connected after %.1f s, %.0f MiB in %.1f s |"
                  .formatted((connected - began) / 1e9, FILE.length() / 1048576.0, seconds));
    }
  }

  /** Existing programs listen before they have a path, and then end what comes too early. */
  private Download begin(RunningProgram source) throws Exception {
    long end = System.nanoTime() + CONNECTED.toNanos();
    while (true) {
      try {
        return Download.begin(
            Tunnel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), front)));
      } catch (IOException e) {
        if (System.nanoTime() - end > 0 || !source.alive()) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private RunningProgram start(Path program, Set<String> theirs, String name, String endpoint)
      throws Exception {
    boolean their = theirs.contains(name);
    String text =
        name.equals("server")
            ? server(their)
            : client(their)
                + "[client.%ss.service]\n".formatted(name)
                + (their ? endpoint.replace("addr =", "url =") : endpoint.replace("tcp://", ""));
    Path file = Files.writeString(folder.resolve(name + ".toml"), text);
    List<String> command = new ArrayList<>();
    command.add(their ? program.toAbsolutePath().toString() : Image.launcher().toString());
    if (name.equals("server")) {
      command.add("server");
    }
    command.addAll(List.of("--config", file.toString()));
    RunningProgram started = programs.start(name, folder, command);
    if (name.equals("server") && !their) {
      started.awaitLine("relay registered", Tunnel.START);
    }
    return started;
  }

  private String server(boolean their) {
    return their
        ? """
        [server]
        tokens = ["token"]
        store-dir = "state"
        [[server.ingress]]
        addr = ":%1$d"
        cert-file = "cert.pem"
        key-file = "key.pem"
        [[server.relay-ingress]]
        addr = ":%2$d"
        hostports = ["localhost:%2$d"]
        """
            .formatted(control, relay)
        : """
        [server]
        tokens = ["token"]
        store-dir = "state"
        addr = ":%d"
        cert-file = "cert.pem"
        key-file = "key.pem"
        relay-addr = ":%d"
        """
            .formatted(control, relay);
  }

  private String client(boolean their) throws IOException {
    return """
    log-level = "debug"
    [client]
    token = "token"
    server-addr = "localhost:%d"
    %s = "cert.pem"
    direct-addr = ":%d"
    """
        .formatted(control, their ? "server-cas-file" : "server-cas", FreePorts.next());
  }

  private static String endpoint(int port, String route, String scheme) {
    return "addr = \"%s127.0.0.1:%d\"\nroute = \"%s\"\n".formatted(scheme, port, route);
  }

  @AfterAll
  static void printTable() {
    System.out.println("| program | in place of our | route | result | |");
    System.out.println("|---|---|---|---|---|");
    TABLE.forEach(System.out::println);
  }
}
