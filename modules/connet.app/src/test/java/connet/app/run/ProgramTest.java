package connet.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.role.Host;
import connet.app.role.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final Stop stop = new Stop();

  private int run(String... args) {
    Host host =
        new Host(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            "Linux",
            folder);
    return new Program(host, stop).run(args);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpGoesToStandardOutput() {
    assertEquals(0, run("--help"));
    assertTrue(out().contains("Usage: connet"));
    assertEquals("", err());
  }

  @Test
  void versionSaysWhatItRunsOn() {
    assertEquals(0, run("version"));
    assertTrue(out().matches("(?s)connet \\S+\\RJava 25.*\\RQUIC over .*"), out());
  }

  @Test
  void wrongFlagsEndWithTwoAndOneLine() {
    assertEquals(2, run("server", "--addr", ":x"));
    assertEquals("connet: --addr: the port 'x' is not a number\n", err());
    assertEquals("", out());
  }

  @Test
  void checkSaysWhatIsGood() throws IOException {
    String client = file("c.toml", "[client]\ntoken = 't'\n[client.sources.x]\naddr = ':0'\n");
    String both = file("b.toml", "[server]\ntokens = ['t']\n[relay]\ntoken = 't'\n");
    String level = file("l.toml", "log-level = 'warn'\n");
    assertEquals(0, run("check", client, both, level), err());
    assertEquals(
        client
            + ": good (client)\n"
            + both
            + ": good (server, relay)\n"
            + level
            + ": good (nothing to run in it)\n",
        out());
  }

  @Test
  void checkTellsEveryProblemOfEveryFile() throws IOException {
    String one = file("1.toml", "[client]\ntokn = 't'\n");
    String good = file("2.toml", "[server]\ntokens = ['t']\n");
    String two = file("3.toml", "[server]\ntokens-file = '" + folder.resolve("no") + "'\n");
    assertEquals(2, run("check", one, good, two));
    assertEquals(
        "connet: "
            + one
            + ":2: key 'client.tokn': unknown key, did you mean 'client.token'?\nconnet: "
            + two
            + ":2: key 'server.tokens-file': no such file: "
            + folder.resolve("no")
            + "\n",
        err());
    assertEquals(good + ": good (server)\n", out());
  }

  @Test
  void checkReadsConfigFilesBelowEachFile() throws IOException {
    String base = file("base.toml", "[client]\ntoken = 't'\n");
    String site = file("site.toml", "[client.sources.x]\naddr = ':0'\n");
    assertEquals(2, run("check", site));
    assertEquals(0, run("check", "--config", base, site), err());
    assertEquals(0, run("check", "--config", base, "--config", site), err());
  }

  @Test
  void aFlagOverridesAFile() throws IOException {
    String config = file("c.toml", "[client]\ntoken-file = 'not-there'\nserver-cas = 'nor-this'\n");
    assertEquals(2, run("--config", config, "--token", "t"));
    assertEquals(
        "connet: "
            + config
            + ":3: key 'client.server-cas': no such file: nor-this\n"
            + "connet: nothing to do: set [client.destinations.NAME] or [client.sources.NAME], or"
            + " --dst-name and --dst-addr, or --src-name and --src-addr\n",
        err());
  }

  @Test
  void aFileThatIsMissingIsNamedByItsFlag() {
    assertEquals(2, run("--config", folder.resolve("no").toString()));
    assertEquals("connet: --config: no such file: " + folder.resolve("no") + "\n", err());
  }
}
