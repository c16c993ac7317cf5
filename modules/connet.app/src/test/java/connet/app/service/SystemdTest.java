package connet.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.cli.Command;
import connet.app.config.ConfigException;
import connet.app.role.StartException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdTest {
  private static final String UNIT = "/etc/systemd/system/connet-client.service";
  private static final String PACKAGED = "/usr/lib/systemd/system/connet-client.service";
  private static final String CONFIG = "/etc/connet/client.toml";

  private final ServiceFixture services = new ServiceFixture("Linux");
  private final FakeMachine machine = services.machine;

  private String refused(String line) {
    return assertThrows(StartException.class, () -> services.run(line)).line();
  }

  @Test
  void installsAUnitThatStartsWithTheMachine() throws Exception {
    machine.config(CONFIG, "client");
    assertTrue(services.run("install client"));
    assertEquals(
        List.of(
            "chgrp connet " + CONFIG,
            "chmod g+r,o-rwx " + CONFIG,
            "in /etc/connet: /usr/sbin/runuser -u connet -- /opt/connet/bin/connet check " + CONFIG,
            "write " + UNIT,
            "systemctl daemon-reload",
            "systemctl enable connet-client.service"),
        machine.done);
  }

  @Test
  void makesTheUserWhenThereIsNone() throws Exception {
    machine.config(CONFIG, "client").answer("getent passwd connet", 2, "");
    services.run("install client");
    assertEquals(
        "/usr/sbin/useradd --system --user-group --no-create-home --home-dir /var/lib/connet"
            + " --shell /usr/sbin/nologin connet",
        machine.done.getFirst());
  }

  @Test
  void aDryRunIsAScriptAndDoesNothing() throws Exception {
    machine.config(CONFIG, "client").answer("id -u", 0, "1000\n");
    machine.files.remove(Path.of("/run/systemd/system"));
    assertTrue(services.run("install client --dry-run"));
    assertEquals(List.of(), machine.done);
    String script = services.out();
    assertTrue(script.startsWith("set -e\nchgrp connet /etc/connet/client.toml\n"), script);
    assertTrue(script.contains("\n(cd /etc/connet && /usr/sbin/runuser -u connet -- "), script);
    assertTrue(
        script.contains(
            "\ncat > " + UNIT + " <<'END_OF_FILE'\n[Unit]\nDescription=connet client\n"),
        script);
    assertTrue(
        script.endsWith(
            "WantedBy=multi-user.target\nEND_OF_FILE\nchmod 644 "
                + UNIT
                + "\nsystemctl daemon-reload\nsystemctl enable connet-client.service\n"),
        script);
  }

  @Test
  void aDryRunInACloneShowsTheScriptAndWhatComesFirst() throws Exception {
    machine.launcher("/home/ann/connet/jlink/target/connet/bin/connet");
    assertTrue(services.run("install relay --dry-run"));
    assertEquals(List.of(), machine.done);
    String script = services.out();
    assertTrue(
        script.startsWith(
            "# first: no configuration /etc/connet/relay.toml: write it first, or name another by"
                + " --config\n"
                + "# first: connet is installed in"
                + " /home/ann/connet/jlink/target/connet/bin/connet, which a service does not see:"
                + " copy the whole image to /opt/connet and run it there\n"
                + "set -e\nchgrp connet /etc/connet/relay.toml\n"),
        script);
    assertTrue(script.endsWith("\nsystemctl enable connet-relay.service\n"), script);
  }

  @ParameterizedTest
  @CsvSource({
    "client, '/opt/connet/bin/connet --config /etc/connet/client.toml', connet",
    "server, '/opt/connet/bin/connet server --config /etc/connet/server.toml', connet-server",
    "control, '/opt/connet/bin/connet control --config /etc/connet/control.toml', connet-control",
    "relay, '/opt/connet/bin/connet relay --config /etc/connet/relay.toml', connet-relay"
  })
  void eachRoleHasItsUnit(String role, String command, String manual) throws Exception {
    assertTrue(services.run("unit " + role));
    String unit = services.out();
    assertTrue(unit.contains("\nExecStart=" + command + "\n"), unit);
    assertTrue(unit.contains("\nDocumentation=man:" + manual + "(1)\n"), unit);
    assertTrue(unit.contains("\nType=notify\n"), unit);
    assertTrue(unit.contains("\nWorkingDirectory=/etc/connet\n"), unit);
    assertFalse(unit.contains("@ "), unit);
    assertFalse(unit.matches("(?s).*@[a-z]+@.*"), unit);
  }

  @Test
  void aUnitForAPackageNamesItsProgram() throws Exception {
    machine.launcher("/home/builder/image/bin/connet");
    services.run("unit relay --launcher /usr/bin/connet");
    assertTrue(services.out().contains("\nExecStart=/usr/bin/connet relay --config "));
  }

  @Test
  void namesThatSystemdWouldReadAreQuoted() throws Exception {
    machine.launcher("/srv/a b/100%/bin/connet");
    String unit =
        SystemdUnit.text(
            new Service(Command.CLIENT), machine.launcher(), Path.of("/srv/50% \"x\"/c.toml"));
    assertTrue(
        unit.contains(
            "\nExecStart=\"/srv/a b/100%%/bin/connet\" --config \"/srv/50%% \\\"x\\\"/c.toml\"\n"),
        unit);
    assertTrue(unit.contains("\nWorkingDirectory=/srv/50%% \"x\"\n"), unit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home/ann/connet", "/root/connet", "/tmp/connet"})
  void anImageThatServicesDoNotSeeIsRefused(String image) {
    machine.launcher(image + "/bin/connet").config(CONFIG, "client");
    assertEquals(
        "connet is installed in "
            + image
            + "/bin/connet, which a service does not see: copy the whole image to /opt/connet and"
            + " run it there",
        refused("install client"));
    assertEquals(List.of(), machine.done);
  }

  @Test
  void aConfigurationThatServicesDoNotSeeIsRefused() {
    machine.config("/home/ann/c.toml", "client");
    String line = refused("install client --config /home/ann/c.toml");
    assertTrue(line.contains("/home/ann/c.toml, which a service does not see"), line);
  }

  @Test
  void onlyRootInstalls() {
    machine.config(CONFIG, "client").answer("id -u", 0, "1000\n");
    assertEquals("only root may do this: put 'sudo' before the command", refused("install client"));
    assertEquals(List.of(), machine.done);
  }

  @Test
  void withoutSystemdNothingIsDone() {
    machine.config(CONFIG, "client").file(UNIT);
    machine.files.remove(Path.of("/run/systemd/system"));
    for (String verb : List.of("uninstall", "start", "stop", "status")) {
      String line = refused(verb + " client");
      assertTrue(line.startsWith("systemd does not run this machine"), line);
    }
    assertEquals(List.of(), machine.done);
  }

  @Test
  void whatIsInstalledIsNotInstalledAgain() {
    machine.config(CONFIG, "client").file(UNIT);
    assertEquals(
        "the client is installed already, by "
            + UNIT
            + "; 'connet service uninstall client' removes it",
        refused("install client"));
  }

  @Test
  void theUnitOfAPackageIsEnabledForAConfigurationThatItsUserCanRead() throws Exception {
    machine.config(CONFIG, "client").file(PACKAGED);
    services.run("install client");
    services.run("uninstall client");
    assertEquals(
        List.of(
            "chgrp connet " + CONFIG,
            "chmod g+r,o-rwx " + CONFIG,
            "in /etc/connet: /usr/sbin/runuser -u connet -- /opt/connet/bin/connet check " + CONFIG,
            "systemctl enable connet-client.service",
            "systemctl disable --now connet-client.service"),
        machine.done);
  }

  @Test
  void theUnitOfAPackageHasOneConfiguration() {
    machine.config("/srv/c.toml", "client").file(PACKAGED);
    String line = refused("install client --config /srv/c.toml");
    assertTrue(
        line.endsWith("has its configuration in /etc/connet/client.toml: put it there"), line);
  }

  @Test
  void aMissingConfigurationIsNamed() {
    ConfigException e = assertThrows(ConfigException.class, () -> services.run("install relay"));
    assertEquals(
        List.of(
            "no configuration /etc/connet/relay.toml: write it first, or name another by --config"),
        e.lines());
  }

  @Test
  void whatIsWrongInTheConfigurationIsSaid() {
    machine
        .file(CONFIG)
        .complaint("/opt/connet/bin/connet check " + CONFIG, 2, "connet: c:1: a\nconnet: c:2: b\n");
    ConfigException e = assertThrows(ConfigException.class, () -> services.run("install client"));
    assertEquals(List.of("c:1: a", "c:2: b"), e.lines());
  }

  @Test
  void aConfigurationForAnotherRoleIsRefused() {
    machine.config(CONFIG, "server, relay");
    ConfigException e = assertThrows(ConfigException.class, () -> services.run("install client"));
    assertEquals(List.of(CONFIG + " has no table [client], but: server, relay"), e.lines());
  }

  @Test
  void aFailedStepEndsTheInstallation() {
    machine.config(CONFIG, "client").fails("systemctl daemon-reload");
    assertEquals("'systemctl daemon-reload' ended with exit code 3", refused("install client"));
    assertEquals("systemctl daemon-reload", machine.done.getLast());
  }

  @Test
  void filesThatTheUserOfTheServiceCannotReadEndTheInstallation() {
    machine
        .config(CONFIG, "client")
        .fails("/usr/sbin/runuser -u connet -- /opt/connet/bin/connet check " + CONFIG);
    assertEquals(
        "the service runs as the user connet, who cannot use this configuration; what he may not"
            + " read he gets by: chgrp connet FILE; chmod g+r FILE",
        refused("install client"));
    assertFalse(machine.files.contains(Path.of(UNIT)));
  }

  @Test
  void uninstallHasAFailureForgotten() throws Exception {
    machine.file(UNIT).answer("systemctl is-failed connet-client.service", 0, "failed\n");
    services.run("uninstall client");
    assertEquals("systemctl reset-failed connet-client.service", machine.done.get(1));
  }

  @Test
  void uninstallStopsAndRemovesTheUnitOnly() throws Exception {
    machine.file(UNIT);
    services.run("uninstall client");
    assertEquals(
        List.of(
            "systemctl disable --now connet-client.service",
            "delete " + UNIT,
            "systemctl daemon-reload"),
        machine.done);
  }

  @Test
  void whatIsNotInstalledIsNeitherStartedNorStoppedNorUninstalled() {
    for (String verb : List.of("uninstall", "start", "stop")) {
      assertEquals(
          "the client is not installed: 'connet service install client' does that",
          refused(verb + " client"));
    }
  }

  @Test
  void aFailedStartShowsTheLastLines() {
    machine.file(UNIT).fails("systemctl start connet-client.service");
    refused("start client");
    assertEquals(
        "journalctl --unit connet-client.service --no-pager --lines 10", machine.done.getLast());
  }

  @Test
  void logsAreThoseOfTheUnit() throws Exception {
    services.run("logs server --lines 5 -f");
    assertEquals(
        List.of("journalctl --unit connet-server.service --no-pager --lines 5 --follow"),
        machine.done);
  }

  private String status(String properties) throws Exception {
    machine.answer(
        "systemctl show --property=" + SystemdStatus.PROPERTIES + " connet-client.service",
        0,
        properties);
    services.run("status client");
    return services.out();
  }

  @Test
  void statusOfARunningService() throws Exception {
    assertEquals(
        """
        client is running: connected to the control server h:1
          since       Sun 2026-11-22 20:00:00 UTC
          process     17
          at boot     enabled
          unit        /etc/systemd/system/connet-client.service
        """,
        status(
            """
            MainPID=17
            NRestarts=0
            Result=success
            ExecMainStatus=0
            StatusText=connected to the control server h:1
            LoadState=loaded
            ActiveState=active
            SubState=running
            FragmentPath=/etc/systemd/system/connet-client.service
            UnitFileState=enabled
            StateChangeTimestamp=Sun 2026-11-22 20:00:00 UTC
            """));
  }

  @ParameterizedTest
  @CsvSource({
    "activating, start, client is starting: not connected",
    "activating, auto-restart, 'client is waiting to be started again (timeout, exit code 143): not"
        + " connected'",
    "failed, failed, 'client is stopped after it failed (timeout, exit code 143): not connected'",
    "inactive, dead, client is stopped: not connected",
    "deactivating, stop-sigterm, client is stopping: not connected"
  })
  void statusOfAnotherState(String active, String sub, String expected) throws Exception {
    String text =
        status(
            "LoadState=loaded\nActiveState=%s\nSubState=%s\nResult=timeout\nExecMainStatus=143\nMainPID=1\nStatusText=not connected\n"
                .formatted(active, sub));
    assertEquals(expected, text.lines().findFirst().orElseThrow());
  }

  @Test
  void statusOfWhatIsNotInstalledIsAFailure() throws Exception {
    machine.answer(
        "systemctl show --property=" + SystemdStatus.PROPERTIES + " connet-client.service",
        0,
        "LoadState=not-found\nActiveState=inactive\n");
    assertFalse(services.run("status client"));
    assertEquals("client is not installed\n", services.out());
  }
}
