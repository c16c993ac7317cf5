package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import connet.testkit.TcpService;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  private Image.Result run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Image.launcher().toString()));
    command.addAll(List.of(arguments));
    return Image.run(folder, Map.of("HOME", folder.toString()), command);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void eachMistakeInAFileIsALineAndNothingStarts() throws Exception {
    String file =
        write(
            "bad.toml",
            """
            [client]
            tokn = "x"
            server-addr = "localhost:99999"
            server-cas = "none.pem"
            [client.sources.web]
            addr = 3
            """);
    for (Image.Result result : List.of(run("--config", file), run("check", file))) {
      assertEquals(2, result.exitCode(), result.err());
      assertEquals("", result.out());
      List<String> lines = result.err().lines().toList();
      String begin = "connet: " + file;
      assertEquals(
          begin + ":2: key 'client.tokn': unknown key, did you mean 'client.token'?",
          lines.getFirst());
      for (String line : lines) {
        assertTrue(line.matches("\\Q" + begin + "\\E:[0-9]+: key '.*': .*"), line);
      }
      assertTrue(lines.stream().anyMatch(line -> line.contains(":3: key 'client.server-addr'")));
      assertTrue(
          lines.stream().anyMatch(line -> line.contains(":6: key 'client.sources.web.addr'")));
    }
  }

  @Test
  void goodFileIsGoodAndStartsNothing() throws Exception {
    int port = FreePorts.next();
    String file =
        write(
            "good.toml",
            """
            [client]
            token = "x"
            direct-addr = ":%d"
            [client.sources.web]
            addr = ":%d"
            """
                .formatted(port, port));
    try (DatagramSocket udp = new DatagramSocket(port);
        ServerSocket tcp = new ServerSocket(port)) {
      Image.Result result = run("check", file);
      assertEquals(0, result.exitCode(), result.err() + udp + tcp);
      assertTrue(result.out().contains("good"), result.out());
    }
  }

  @Test
  void missingFileIsNamed() throws Exception {
    Image.Result result = run("--config", "nowhere.toml");
    assertEquals(2, result.exitCode());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().contains("nowhere.toml"), result.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "server",
        "control",
        "relay",
        "check",
        "gen-key",
        "demo",
        "help",
        "service",
        "service install",
        "completion",
        "version"
      })
  void everyCommandHelps(String command) throws Exception {
    Image.Result result = run((command + " --help").strip().split(" "));
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(result.out().startsWith(("Usage: connet " + command).strip()), result.out());
  }

  @Test
  void takenPortsAreNamed() throws Exception {
    try (DatagramSocket udp = new DatagramSocket(0);
        ServerSocket tcp = new ServerSocket(0)) {
      String taken = ":" + udp.getLocalPort();
      Image.Result server =
          run("server", "--tokens=t", "--addr=" + taken, "--store-dir=" + folder.resolve("s"));
      assertOneLine(server, taken);
      String source = ":" + tcp.getLocalPort();
      Image.Result client =
          run(
              "--token=t",
              "--direct-addr=:0",
              "--nat-pmp=disabled",
              "--src-name=x",
              "--src-addr=" + source);
      assertOneLine(client, source);
    }
  }

  private static void assertOneLine(Image.Result result, String part) {
    assertEquals(1, result.exitCode(), result.err());
    List<String> own = result.err().lines().filter(line -> line.startsWith("connet: ")).toList();
    assertEquals(1, own.size(), result.err());
    assertTrue(own.getFirst().contains(part), result.err());
  }

  @Test
  void wrongTokenEndsTheClient() throws Exception {
    Tunnel tunnel = new Tunnel(programs, folder);
    tunnel.server();
    Image.Result result =
        run(
            "--token=wrong",
            "--server-addr=localhost:" + tunnel.control().getPort(),
            "--server-cas=" + tunnel.certificate(),
            "--direct-addr=:0",
            "--nat-pmp=disabled",
            "--src-name=x",
            "--src-addr=127.0.0.1:" + FreePorts.next());
    assertOneLine(result, "token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  @EnabledOnOs(value = OS.LINUX, disabledReason = "signals are sent by kill and env of Linux")
  void signalEndsEverythingInOrderAndPeersAreTold(String signal) throws Exception {
    try (TcpService service = TcpService.echo(ANY)) {
      Tunnel tunnel = Tunnel.open(programs, folder, service.address(), "direct");
      RunningProgram source = tunnel.runningSource();
      RunningProgram server = tunnel.runningServer();
      int before = server.lineCount();
      source.signal(signal);
      assertEquals(0, source.awaitExit(Tunnel.SOON), source.output());
      String end = server.awaitLine(before, "client disconnected .* reason=(.*)", AT_ONCE).group(1);
      assertTrue(end.contains("peer"), end);
      server.signal(signal);
      assertEquals(0, server.awaitExit(Tunnel.SOON), server.output());
    }
  }
}
