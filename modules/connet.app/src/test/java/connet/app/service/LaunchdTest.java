package connet.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.role.StartException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchdTest {
  private static final String FILE = "/Library/LaunchDaemons/dev.connet.client.plist";
  private static final String CONFIG = "/etc/connet/client.toml";
  private static final String PRINT = "launchctl print system/dev.connet.client";

  private final ServiceFixture services = new ServiceFixture("Mac OS X");
  private final FakeMachine machine = services.machine;

  @Test
  void installsADaemonThatStartsWithTheMachine() throws Exception {
    machine.config(CONFIG, "client").answer("id -u _connet", 0, "300\n");
    assertTrue(services.run("install client"));
    assertEquals(
        List.of(
            "install -d -o _connet -g _connet -m 700 /Library/Application Support/connet",
            "install -d -o _connet -g _connet -m 755 /Library/Logs/connet",
            "chgrp _connet " + CONFIG,
            "chmod g+r,o-rwx " + CONFIG,
            "in /etc/connet: sudo -u _connet -- /opt/connet/bin/connet check " + CONFIG,
            "write " + FILE,
            "launchctl enable system/dev.connet.client"),
        machine.done);
  }

  @Test
  void makesTheUserWithTheFirstFreeNumber() throws Exception {
    machine
        .config(CONFIG, "client")
        .answer("dscl . -list /Users UniqueID", 0, "_a    300\nann   501\n")
        .answer("dscl . -list /Groups PrimaryGroupID", 0, "_a    300\n_b    301\n");
    services.run("install client");
    assertTrue(machine.done.contains("dscl . -create /Groups/_connet PrimaryGroupID 302"));
    assertTrue(machine.done.contains("dscl . -create /Users/_connet UniqueID 302"));
  }

  @Test
  void aDryRunShowsTheWholeFile() throws Exception {
    machine
        .launcher("/Applications/a & b/bin/connet")
        .config(CONFIG, "client")
        .answer("id -u _connet", 0, "300\n");
    services.run("install client --dry-run");
    assertEquals(List.of(), machine.done);
    String script = services.out();
    assertTrue(
        script.contains(
            """
              <key>ProgramArguments</key>
              <array>
                <string>/Applications/a &amp; b/bin/connet</string>
                <string>--config</string>
                <string>/etc/connet/client.toml</string>
              </array>
            """),
        script);
    assertTrue(
        script.contains(
            "install -d -o _connet -g _connet -m 700 '/Library/Application Support/connet'\n"),
        script);
    assertFalse(script.matches("(?s).*@[a-z]+@.*"), script);
  }

  @Test
  void startsWhatIsNotLoadedAndWhatIs() throws Exception {
    machine.file(FILE);
    services.run("start client");
    machine.answer(PRINT, 0, "\tstate = not running\n");
    services.run("start client");
    services.run("stop client");
    assertEquals(
        List.of(
            "launchctl bootstrap system " + FILE,
            "launchctl kickstart system/dev.connet.client",
            "launchctl bootout system/dev.connet.client"),
        machine.done);
  }

  @Test
  void statusIsWhatLaunchdSays() throws Exception {
    machine
        .file(FILE)
        .answer(
            PRINT,
            0,
            "x = {\n\tstate = running\n\n\tpid = 42\n\tother = {\n\t\tstate = no\n\t}\n}\n");
    assertTrue(services.run("status client"));
    assertEquals(
        """
        client is running
          process     42
          defined in  /Library/LaunchDaemons/dev.connet.client.plist
          log         /Library/Logs/connet/client.log
        """,
        services.out());
  }

  @Test
  void uninstallEndsWhatRuns() throws Exception {
    machine.file(FILE).answer(PRINT, 0, "\tstate = running\n");
    services.run("uninstall client");
    assertEquals(
        List.of("launchctl bootout system/dev.connet.client", "delete " + FILE), machine.done);
    assertThrows(StartException.class, () -> services.run("uninstall client"));
  }
}
