package connet.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class CheckTest extends ProgramFixture {
  @Test
  void everyMistakeHasItsLine() throws IOException {
    String config =
        file(
            "c.toml",
            """
            [client]
            token = 'two words'
            server-cas = 'no-such.pem'
            [client.destinations.""]
            url = 'gopher://x'
            [client.destinations.a]
            route = 'anny'
            url = 'tls://:99999'
            cas-file = 'no-such-ca.pem'
            [client.sources.b]
            addr = '8000'
            [client.sources.c]
            url = 'wss://:99999'
            dial-timeout = '-1s'
            """);
    assertEquals(2, run("check", config));
    assertEquals(
        List.of(
            ":2: key 'client.token': must not hold spaces",
            ":4: key 'client.destinations.': an endpoint's name must not be empty",
            ":7: key 'client.destinations.a.route': 'anny' is none of any, direct, relay, did you"
                + " mean 'any'?",
            ":11: key 'client.sources.b.addr': '8000' is not an address, write :8000",
            ":3: key 'client.server-cas': no such file: " + absolute("no-such.pem"),
            ":5: key 'client.destinations..url': a destination begins with one of tcp, tls, http,"
                + " https, file, as tcp://HOST:PORT",
            ":9: key 'client.destinations.a.cas-file': no such file: " + absolute("no-such-ca.pem"),
            ":8: key 'client.destinations.a.url': port 99999 is out of range, 1 to 65535",
            ":13: key 'client.sources.c.url': port 99999 is out of range, 0 to 65535",
            ":13: key 'client.sources.c.url': wss needs a certificate: add cert-file and key-file,"
                + " PEM files",
            ":14: key 'client.sources.c.dial-timeout': must not be negative"),
        lines(config));
  }

  private static String absolute(String name) {
    return Path.of(name).toAbsolutePath().toString();
  }

  @Test
  void everyRoleOfAFileIsLookedAt() throws IOException {
    String config =
        file("b.toml", "[server]\ntokens = ['a b', 'c', '']\n[relay]\nhostname = 'h'\n");
    assertEquals(2, run("check", config));
    assertEquals(
        List.of(
            ":2: key 'server.tokens': item 1: must not hold spaces; item 3: must not be empty",
            ": no token: set token or token-file in [relay], --token or --token-file"),
        lines(config));
  }

  @Test
  void aFolderThatIsNotThereIsWrongInACheck() throws IOException {
    Path none = folder.resolve("none");
    String config = file("f.toml", client("[client.destinations.a]\nurl = 'file:" + none + "'\n"));
    assertEquals(2, run("check", config));
    assertEquals(
        List.of(":4: key 'client.destinations.a.url': there is no folder " + none), lines(config));
    Files.createDirectory(none);
    assertEquals(0, run("check", config));
  }

  @Test
  void aFileThatNothingReadsIsOpenedAllTheSame() throws IOException {
    Path none = folder.resolve("none.pem");
    String config =
        file(
            "n.toml", client("[client.sources.a]\nurl = 'tcp://:0'\ncert-file = '" + none + "'\n"));
    assertEquals(2, run("check", config));
    assertEquals(
        List.of(":5: key 'client.sources.a.cert-file': cannot read the file " + none),
        lines(config));
  }

  @Test
  void whatDoesNothingIsWarnedOf() throws IOException {
    String config =
        file(
            "w.toml",
            client(
                """
                [client.sources.a]
                addr = ':0'
                lb-retry = 'all'
                lb-retry-max = 3
                """));
    String tokens = file("t.toml", "[server]\ntokens = ['a', 'b', 'a']\n");
    assertEquals(0, run("check", config, tokens), err());
    assertEquals(
        "connet: warning: "
            + config
            + ":5: key 'client.sources.a.lb-retry' does nothing without lb-policy\n"
            + "connet: warning: "
            + config
            + ":6: key 'client.sources.a.lb-retry-max' does nothing without lb-retry ="
            + " \"count\" or \"timed\"\n"
            + "connet: warning: "
            + tokens
            + ":2: key 'server.tokens': token 3 is the same as token 1\n",
        err());
  }

  @Test
  void aProxyHeaderThatWouldBreakEveryRequestIsWarnedOf() throws IOException {
    String config =
        file(
            "p.toml",
            client("[client.destinations.a]\nurl = 'http://:80'\nproxy-proto-version = 'v1'\n"));
    assertEquals(0, run("check", config));
    assertTrue(err().contains(":5: key 'client.destinations.a.proxy-proto-version' makes"), err());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aTokenInAFileThatEverybodyCanReadIsWarnedOf() throws IOException {
    String config = file("t.toml", client("[client.sources.a]\naddr = ':0'\n"));
    Files.setPosixFilePermissions(Path.of(config), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(0, run("check", config));
    assertEquals(
        "connet: warning: every user of this machine can read the file with 'client.token' in"
            + " line 2, run chmod o-rwx on it file="
            + config
            + " mode=rw-r--r--\n",
        err());
  }

  @Test
  void whatIsWarnedOfIsSaidBesideWhatIsWrong() throws IOException {
    String config = file("b.toml", client("[client.sources.a]\naddr = ':x'\nlb-retry = 'all'\n"));
    assertEquals(2, run("check", config));
    assertTrue(err().contains("does nothing without lb-policy"), err());
  }

  private static String client(String endpoint) {
    return "[client]\ntoken = 't'\n" + endpoint;
  }

  /** What was said of a file, without the program's name and the file's. */
  private List<String> lines(String config) {
    return err()
        .lines()
        .map(line -> line.substring("connet: ".length()))
        .map(line -> line.startsWith(config) ? line.substring(config.length()) : line)
        .toList();
  }
}
