package connet.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.SecretText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProgramTest extends ProgramFixture {
  @Test
  void helpGoesToStandardOutput() {
    assertEquals(0, run("--help"));
    assertTrue(out().contains("Usage: connet"));
    assertEquals("", err());
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    full = true;
    assertEquals(1, run("gen-key"));
    assertEquals("connet: cannot write to standard output\n", err());
  }

  @Test
  void versionSaysWhatItRunsOn() {
    assertEquals(0, run("version"));
    assertTrue(out().matches("(?s)connet \\S+\\RJava 25.*\\RQUIC over .*"), out());
  }

  @Test
  void aKeyPairIsPrintedAndFits() throws Exception {
    assertEquals(0, run("gen-key"));
    var printed = Pattern.compile("PRIVATE:  (\\S{52})\nPUBLIC:   (\\S{52})\n").matcher(out());
    assertTrue(printed.matches(), out());
    byte[] seed = SecretText.decode(printed.group(1)).orElseThrow().toArray();
    byte[] key = SecretText.decode(printed.group(2)).orElseThrow().toArray();
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(
        factory.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
    byte[] signature = signer.sign();
    signer.initVerify(
        factory.generatePublic(
            new X509EncodedKeySpec(
                HexFormat.of()
                    .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key)))));
    assertTrue(signer.verify(signature));
  }

  @Test
  void onlyWindowsRunsServicesThroughThePrograms() {
    assertEquals(1, run("service", "run", "client", "--config", "c.toml"));
    assertEquals("connet: only the service manager of Windows can start this\n", err());
  }

  @Test
  void unitsAndCompletionAndTheManualArePrinted() throws IOException {
    assertEquals(0, run("service", "unit", "relay", "--launcher", "/usr/bin/connet"), err());
    assertTrue(out().startsWith("[Unit]\nDescription=connet relay\n"), out());
    assertEquals(0, run("man-pages", folder.resolve("man").toString()), err());
    assertTrue(Files.isRegularFile(folder.resolve("man").resolve("connet-relay.1")));
    out.reset();
    assertEquals(0, run("completion", "zsh"));
    assertTrue(out().contains("complete -F _complete_connet"), out());
    assertTrue(out().contains("_picocli_connet_help"), out());
    assertTrue(out().contains("--version"), out());
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
            + ":3: key 'client.server-cas': no such file: "
            + Path.of("nor-this").toAbsolutePath()
            + "\nconnet: "
            + config
            + ": nothing to do: set [client.destinations.NAME] or [client.sources.NAME], or"
            + " --dst-name with --dst-addr or --dst-url, or --src-name with --src-addr or"
            + " --src-url\n",
        err());
  }

  @Test
  void aFileThatIsMissingIsSaidToBeLookedForWhereItWasLookedFor() {
    assertEquals(2, run("check", "nowhere.toml"));
    assertEquals(
        "connet: nowhere.toml: no such file: " + Path.of("nowhere.toml").toAbsolutePath() + "\n",
        err());
  }

  @Test
  void aFileThatIsMissingIsNamedByItsFlag() {
    assertEquals(2, run("--config", folder.resolve("no").toString()));
    assertEquals("connet: --config: no such file: " + folder.resolve("no") + "\n", err());
  }
}
