package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.testkit.Download;
import connet.testkit.FileServer;
import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import connet.testkit.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The quickstart with the files that the README shows. What differs: one machine plays all three,
 * so the server's name is localhost, and the ports are free ones.
 */
final class QuickstartIT {
  private static final Sample FILE = new Sample(42, 256 << 20);
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private static final String OF_THE_TEST = "direct-addr = \":0\"\nnat-pmp = \"disabled\"\n";

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  private final int control = FreePorts.next();
  private final int front = FreePorts.next();
  private FileServer service;

  QuickstartIT() throws IOException {
    service = FileServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), FILE);
  }

  @BeforeEach
  void startServer() throws Exception {
    String ports =
        "[server]\naddr = \":%d\"\nrelay-addr = \":%d\"\nstore-dir = \"state\"\n"
            .formatted(control, FreePorts.next());
    String text = Readme.file("server.toml").replace("[server]\n", ports);
    RunningProgram server = start("server", text, "server", "--config", "server.toml");
    String certificate =
        server.awaitLine("^certificate to hand to clients: (.*)", Tunnel.START).group(1);
    server.awaitLine("relay registered", Tunnel.START);
    Files.copy(Path.of(certificate), folder.resolve("cert.pem"));
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({"any, any, direct", "relay, any, relay", "any, relay, relay"})
  void fileArrives(String destinationRoute, String sourceRoute, String path) throws Exception {
    destination(destinationRoute);
    RunningProgram source = source(sourceRoute);
    source.awaitLine("path found endpoint=source web path=" + path, Tunnel.SOON);

    Download download = Download.begin(Tunnel.connect(front()));
    assertEquals(FILE.read(), download.rest());

    String received =
        source
            .awaitLine(
                "forwarded endpoint=source web path=" + path + " .* received=([0-9]+)", AT_ONCE)
            .group(1);
    assertTrue(Long.parseLong(received) > FILE.length(), received);
  }

  @Test
  void routesThatExcludeEachOtherAreAClearErrorWithinSeconds() throws Exception {
    RunningProgram destination = destination("direct");
    RunningProgram source = source("relay");
    destination.awaitLine("announced endpoint=destination web", Tunnel.START);
    source.awaitLine("announced endpoint=source web", Tunnel.START);

    long began = System.nanoTime();
    try (Socket socket = Tunnel.connect(front())) {
      assertThrows(SocketException.class, () -> Download.begin(socket));
    }
    assertTrue(System.nanoTime() - began < AT_ONCE.toNanos(), "took longer than some seconds");
    source.awaitLine(
        "connection reset endpoint=source web .*why=no path to .*destination", AT_ONCE);
  }

  private RunningProgram destination(String route) throws IOException {
    return client("destination", route);
  }

  private RunningProgram source(String route) throws Exception {
    RunningProgram source = client("source", route);
    source.awaitLine("listening endpoint=source web", Tunnel.START);
    return source;
  }

  private RunningProgram client(String name, String route) throws IOException {
    String text =
        Readme.file(name + ".toml")
            .replace("[client]\n", "log-level = \"debug\"\n[client]\n" + OF_THE_TEST)
            .replace("server.example.org:19190", "localhost:" + control)
            .replace("localhost:3000", "localhost:" + service.address().getPort())
            .replace("127.0.0.1:8000", "127.0.0.1:" + front);
    return start(name, text + "route = \"" + route + "\"\n", "--config", name + ".toml");
  }

  private RunningProgram start(String name, String text, String... arguments) throws IOException {
    Files.writeString(
        folder.resolve(name + ".toml"), text.replace("server.example.org", "localhost"));
    return programs.connet(name, folder, arguments);
  }

  private InetSocketAddress front() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), front);
  }
}
