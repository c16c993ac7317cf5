package connet.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.role.Host;
import connet.app.role.Stop;
import connet.testkit.Await;
import connet.testkit.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run until they are told to end, in this process, on the loopback interface. */
class RolesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  /** A command that runs on a thread of its own. */
  private final class Running {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Stop stop = new Stop();
    final FutureTask<Integer> code;

    Running(String... args) {
      Host host =
          new Host(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              Map.of("CONNET_STATE_DIR", folder.resolve("state").toString()),
              "Linux",
              folder);
      code = new FutureTask<>(() -> new Program(host, stop).run(args));
      Thread.startVirtualThread(code);
    }

    Running said(String text) throws Exception {
      Await.until(
          () -> text + " in " + out + err,
          PATIENCE,
          () -> out.toString(StandardCharsets.UTF_8).contains(text));
      return this;
    }

    int end() throws Exception {
      return code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    int stop() throws Exception {
      stop.request();
      return end();
    }

    String err() {
      return err.toString(StandardCharsets.UTF_8);
    }
  }

  private Running server(int port) throws Exception {
    return new Running(
            "server",
            "--tokens",
            "good",
            "--addr",
            "127.0.0.1:" + port,
            "--relay-addr",
            "127.0.0.1:0")
        .said("certificate to hand to clients: ");
  }

  private Running client(int serverPort, String token, int listen) {
    return new Running(
        "--token",
        token,
        "--server-addr",
        "127.0.0.1:" + serverPort,
        "--server-cas",
        folder.resolve("state/server-" + serverPort + "/cert.pem").toString(),
        "--direct-addr",
        "127.0.0.1:0",
        "--src-name",
        "web",
        "--src-addr",
        "127.0.0.1:" + listen);
  }

  @Test
  void aServerRunsUntilItIsAskedToEnd() throws Exception {
    int port = FreePorts.next();
    Running server = server(port);
    assertTrue(Files.exists(folder.resolve("state/server-" + port + "/cert.pem")));
    assertEquals(0, server.stop());
    assertEquals("", server.err());
  }

  @Test
  void aTakenUdpPortIsSaidWithItsAddress() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK)) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      for (List<String> command :
          List.of(
              List.of("server", "--tokens", "t", "--relay-addr", "127.0.0.1:0"),
              List.of("control", "--client-tokens", "t"),
              List.of("relay", "--token", "t"))) {
        List<String> args = new java.util.ArrayList<>(command);
        args.addAll(List.of("--addr", address));
        Running running = new Running(args.toArray(new String[0]));
        assertEquals(1, running.end(), running.err());
        assertEquals(
            "connet: cannot bind UDP "
                + address
                + ": Address already in use; choose another address with addr or --addr\n",
            running.err());
        assertFalse(Files.exists(folder.resolve("state")), "a start that fails leaves nothing");
      }
    }
  }

  @Test
  void aTakenPortOfTheRelayOrTheStatusPageLeavesNothingBehind() throws Exception {
    try (DatagramSocket udp = new DatagramSocket(0, LOOPBACK);
        ServerSocket tcp = new ServerSocket(0, 1, LOOPBACK)) {
      for (String flag :
          List.of(
              "--relay-addr=127.0.0.1:" + udp.getLocalPort(),
              "--status-addr=127.0.0.1:" + tcp.getLocalPort())) {
        Running server = new Running("server", "--tokens=t", "--addr=127.0.0.1:0", flag);
        assertEquals(1, server.end(), server.err());
        String name = flag.substring(0, flag.indexOf('='));
        assertTrue(server.err().endsWith(" or " + name + "\n"), server.err());
        assertEquals(1, server.err().lines().count(), server.err());
        assertFalse(Files.exists(folder.resolve("state")), server.err());
      }
    }
  }

  @Test
  void aControlServerAndARelayRunApart() throws Exception {
    int port = FreePorts.next();
    Running control =
        new Running(
                "control",
                "--client-tokens",
                "c",
                "--relay-tokens",
                "r",
                "--addr",
                "127.0.0.1:" + port)
            .said("certificate");
    Running relay =
        new Running(
            "relay",
            "--token",
            "r",
            "--addr",
            "127.0.0.1:0",
            "--control-addr",
            "127.0.0.1:" + port,
            "--control-cas",
            folder.resolve("state/control-" + port + "/cert.pem").toString());
    Path store = folder.resolve("state/relay-0");
    Await.until("the relay's store", PATIENCE, () -> Files.isDirectory(store));
    assertEquals(0, relay.stop(), relay.err());
    assertEquals(0, control.stop(), control.err());
  }

  @Test
  void aRefusedTokenEndsTheClient() throws Exception {
    int port = FreePorts.next();
    Running server = server(port);
    Running client = client(port, "bad", 0);
    assertEquals(1, client.end());
    assertTrue(
        client.err().matches("connet: the control server refuses this client: .*check the token\n"),
        client.err());
    assertEquals(0, server.stop());
  }

  @Test
  void aServerThatIsNotThereIsWaitedFor() throws Exception {
    int port = FreePorts.next();
    int listen = FreePorts.next();
    Files.createDirectories(folder.resolve("state"));
    assertEquals(0, server(port).stop());
    Running client = client(port, "good", listen);
    Await.until("the source listens", PATIENCE, () -> accepts(listen));
    assertEquals(0, client.stop());
    assertEquals("", client.err());
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port), 1000);
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Test
  void aSourceThatIsAllThereIsAndCannotListenEndsTheClient() throws Exception {
    int port = FreePorts.next();
    assertEquals(0, server(port).stop());
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      Running client = client(port, "good", taken.getLocalPort());
      assertEquals(1, client.end());
      assertEquals(
          "connet: source 'web': cannot listen on TCP 127.0.0.1:"
              + taken.getLocalPort()
              + ": Address already in use; choose another address with addr or url, --src-addr or"
              + " --src-url\n",
          client.err());
    }
  }

  @Test
  void sourcesOfWhichNoneCanListenEndTheClientWithALine() throws Exception {
    try (ServerSocket one = new ServerSocket(0, 1, LOOPBACK);
        ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
      Path config =
          Files.writeString(
              folder.resolve("two.toml"),
              "[client.sources.a]\naddr = '127.0.0.1:%d'\n[client.sources.b]\naddr = '127.0.0.1:%d'\n"
                  .formatted(one.getLocalPort(), other.getLocalPort()));
      Running client =
          new Running("--config", config.toString(), "--token", "t", "--direct-addr", ":0");
      assertEquals(1, client.end());
      assertEquals(
          "connet: source 'a': cannot listen on TCP 127.0.0.1:"
              + one.getLocalPort()
              + ": Address already in use; source 'b': cannot listen on TCP 127.0.0.1:"
              + other.getLocalPort()
              + ": Address already in use; choose another address with addr or url, --src-addr or"
              + " --src-url\n",
          client.err());
    }
  }

  @Test
  void aSourceBesideOthersListensOnceItsPortIsFree() throws Exception {
    int port = FreePorts.next();
    int free = FreePorts.next();
    int freed = FreePorts.next();
    Running client;
    try (ServerSocket taken = new ServerSocket(freed, 1, LOOPBACK)) {
      Path config =
          Files.writeString(
              folder.resolve("more.toml"),
              "[client.sources.other]\naddr = '127.0.0.1:" + taken.getLocalPort() + "'\n");
      client =
          new Running(
              "--config",
              config.toString(),
              "--token",
              "t",
              "--server-addr",
              "127.0.0.1:" + port,
              "--direct-addr",
              "127.0.0.1:0",
              "--src-name",
              "web",
              "--src-addr",
              "127.0.0.1:" + free);
      Await.until("the other source listens", PATIENCE, () -> accepts(free));
    }
    Await.until("the source listens", PATIENCE, () -> accepts(freed));
    assertEquals(0, client.stop());
  }

  @Test
  void theDemoChecksItself() throws Exception {
    Running demo = new Running("demo", "--check");
    assertEquals(0, demo.end(), demo.err());
    assertTrue(
        demo.out
            .toString(StandardCharsets.UTF_8)
            .matches("(?s)1\\. .*7\\. .*\\Rcheck: the page came through the tunnel, .*\\R"),
        demo.out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theDemoSaysHowToChooseAnotherPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      Running demo = new Running("demo", "--port", Integer.toString(taken.getLocalPort()));
      assertEquals(1, demo.end());
      assertEquals(
          "connet: cannot listen on TCP 127.0.0.1:"
              + taken.getLocalPort()
              + ": Address already in use; choose another port with --port\n",
          demo.err());
    }
  }

  @Test
  void theDemoShowsItsPageUntilItIsAskedToEnd() throws Exception {
    Running demo = new Running("demo", "--port", "0").said("open http://127.0.0.1:");
    assertEquals(0, demo.stop(), demo.err());
  }
}
