package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.testkit.FreePorts;
import connet.testkit.NotifySocket;
import connet.testkit.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the roles tell systemd, and when. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only systemd is told")
final class ReadinessIT {
  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  private final int control = FreePorts.next();
  private final NotifySocket systemd;

  ReadinessIT() throws IOException {
    systemd = NotifySocket.atName("connet-readiness-it-" + ProcessHandle.current().pid());
  }

  @AfterEach
  void close() throws IOException {
    systemd.close();
  }

  /** A role that systemd started. */
  private RunningProgram service(String name, String... arguments) throws IOException {
    String socket = "NOTIFY_SOCKET=@connet-readiness-it-" + ProcessHandle.current().pid();
    List<String> command = new ArrayList<>(List.of("env", socket, Image.launcher().toString()));
    command.addAll(List.of(arguments));
    return programs.start(name, folder, command);
  }

  private RunningProgram server(boolean service) throws Exception {
    List<String> flags =
        List.of(
            "server",
            "--tokens=token",
            "--addr=:" + control,
            "--relay-addr=:" + FreePorts.next(),
            "--store-dir=" + folder.resolve("store"));
    return service
        ? service("server", flags.toArray(String[]::new))
        : programs.connet("server", folder, null, flags);
  }

  /** The next message of readiness; how it stands is told before, as often as it changes. */
  private String ready() throws IOException {
    String message = systemd.receive();
    while (message.startsWith("STATUS=")) {
      message = systemd.receive();
    }
    return message;
  }

  @Test
  void aServerIsReadyWhenItsRelayIsRegistered() throws Exception {
    RunningProgram server = server(true);
    assertEquals(
        "READY=1\nSTATUS=listening at UDP " + control + "; relay registered at it", ready());
    // What is told and what is logged come from two threads.
    server.awaitLine("relay registered", Tunnel.SOON);
    server.terminate();
    assertEquals("STOPPING=1", systemd.receive());
    assertEquals(0, server.awaitExit(Tunnel.SOON));
  }

  @Test
  void aClientIsReadyWhenItIsConnectedAndTellsWhenItIsNoMore() throws Exception {
    RunningProgram first = server(false);
    first.awaitLine("relay registered", Tunnel.START);
    first.kill();
    RunningProgram client =
        service(
            "client",
            "--token=token",
            "--server-addr=localhost:" + control,
            "--server-cas=" + folder.resolve("store").resolve("cert.pem"),
            "--direct-addr=:0",
            "--nat-pmp=disabled",
            "--handshake-idle-timeout=1s",
            "--src-name=x",
            "--src-addr=127.0.0.1:0");
    String waiting = systemd.receive();
    assertTrue(
        waiting.startsWith("STATUS=not connected to the control server localhost:"), waiting);

    RunningProgram second = server(false);
    assertEquals("READY=1\nSTATUS=connected to the control server localhost:" + control, ready());

    second.terminate();
    String lost = systemd.receive();
    assertTrue(lost.startsWith("STATUS=not connected to the control server localhost:"), lost);
    client.terminate();
    assertEquals("STOPPING=1", ready());
  }

  @Test
  void aControlServerIsReadyWhenItListensAndARelayWhenItIsRegistered() throws Exception {
    service(
        "control",
        "control",
        "--client-tokens=token",
        "--relay-tokens=token",
        "--addr=:" + control,
        "--store-dir=" + folder.resolve("control"));
    assertEquals("READY=1\nSTATUS=listening at UDP " + control, ready());
    service(
        "relay",
        "relay",
        "--token=token",
        "--addr=:" + FreePorts.next(),
        "--control-addr=localhost:" + control,
        "--control-cas=" + folder.resolve("control").resolve("cert.pem"),
        "--store-dir=" + folder.resolve("relay"));
    assertEquals(
        "READY=1\nSTATUS=relay registered at the control server localhost:" + control, ready());
  }
}
