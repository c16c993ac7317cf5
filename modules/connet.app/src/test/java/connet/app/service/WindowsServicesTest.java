package connet.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.cli.Command;
import connet.app.role.StartException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowsServicesTest {
  private final FakeMachine machine = new FakeMachine().launcher("/p f/connet/bin/connet.bat");
  private final ServiceManager windows =
      new WindowsServices(machine, Map.of("ProgramData", "/data", "PUBLIC", "/users/Public"));
  private final Service client = new Service(Command.CLIENT);

  private static String encoded(String script) {
    return "powershell.exe -NoProfile -NonInteractive -EncodedCommand "
        + Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_16LE));
  }

  private void state(String state) {
    String query =
        "Get-Service -ErrorAction SilentlyContinue connet-client | ForEach-Object Status";
    machine.answer(encoded(query), 0, state);
  }

  @Test
  void installsAServiceWithAnAccountOfItsOwn() throws Exception {
    String script =
        Script.of(List.of(), windows.install(client, Optional.of(Path.of("/it's/c.toml"))));
    assertTrue(
        script.contains(
            "New-Service -Name connet-client -DisplayName 'connet client' -StartupType Automatic"
                + " -DependsOn Tcpip -BinaryPathName '\"/p f/connet/bin/java.exe\""
                + " \"-XX:AOTCache=/p f/connet/lib/connet.aot\" -Duser.dir=/it''s"
                + " -m connet.app/connet.app.Main service run client --config /it''s/c.toml'"
                + " | Out-Null\n"),
        script);
    assertTrue(
        script.contains("\nsc.exe config connet-client obj= \"NT SERVICE\\connet-client\"\n"),
        script);
    assertTrue(
        script.contains("\nNew-Item -ItemType Directory -Force -Path '/data/connet/client' "),
        script);
    assertTrue(script.startsWith("$ErrorActionPreference = 'Stop'\n"), script);
  }

  @Test
  void anImageInAFolderOfSomebodyIsRefused() {
    machine.launcher("/users/ann/connet/bin/connet.bat");
    List<String> obstacles = windows.obstacles(client, windows.config(client));
    assertTrue(obstacles.getFirst().contains("which a service does not see"), obstacles.toString());
  }

  @Test
  void statusIsThatOfTheServiceManager() throws Exception {
    assertEquals("not installed", windows.status(client).state());
    state("Stopped\r\n");
    assertEquals("stopped", windows.status(client).state());
    state("Running\r\n");
    assertEquals(
        "client is running\n  log         /data/connet/client/service.log\n",
        windows.status(client).text(client));
  }

  @Test
  void startsAndStopsWhatIsInstalled() throws Exception {
    assertThrows(StartException.class, () -> windows.start(client));
    state("Stopped");
    assertEquals(
        "$ErrorActionPreference = 'Stop'\nStart-Service connet-client\n",
        Script.of(List.of(), windows.start(client)));
    assertThrows(StartException.class, () -> windows.install(client, Optional.empty()));
  }

  @Test
  void logsAreReadFromTheFile() {
    assertEquals(
        "Get-Content -LiteralPath '/data/connet/client/service.log' -Encoding UTF8 -Tail 7 -Wait\n",
        Script.of(List.of(), List.of(windows.logs(client, 7, true))));
  }
}
