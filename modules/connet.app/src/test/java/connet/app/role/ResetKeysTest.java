package connet.app.role;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.cli.CommandLineParser;
import connet.app.cli.Invocation;
import connet.app.config.ClientConfig;
import connet.app.config.ConfigException;
import connet.app.config.Problems;
import connet.app.config.Values;
import connet.client.ResetKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResetKeysTest {
  @TempDir Path folder;

  private Host host(String... environment) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Host(nowhere, nowhere, variables, "Linux", folder);
  }

  private static ClientConfig config(String more) throws ConfigException {
    Invocation invocation =
        CommandLineParser.parse(
            ("--token t --src-name x --src-addr :0 " + more).strip().split(" ", -1));
    Values values = Values.of(List.of(((Invocation.Run) invocation).flags()));
    return ClientConfig.read(values, Map.of(), new Problems());
  }

  @Test
  void aKeyIsMadeOnceForItsOwnerAndKept() throws Exception {
    Host host = host("CONNET_CACHE_DIR", folder.toString());
    Optional<ResetKey> made = ResetKeys.of(config(""), host);
    Path file = folder.resolve("stateless-reset-19192.key");
    assertEquals(ResetKey.LENGTH, Files.size(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(made.isPresent());
    assertEquals(made, ResetKeys.of(config(""), host));
  }

  @Test
  void eachAddressHasAKeyInTheFirstFolderThatIsNamed() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Host host =
        host(
            "CONNET_CACHE_DIR", one.toString(),
            "CACHE_DIRECTORY", two.toString(),
            "XDG_CACHE_HOME", folder.toString());
    assertTrue(ResetKeys.of(config("--direct-addr [::1]:7"), host).isPresent());
    assertTrue(Files.exists(one.resolve("stateless-reset-[--1]-7.key")));

    host = host("CACHE_DIRECTORY", two + ":" + one, "XDG_CACHE_HOME", folder.toString());
    assertTrue(ResetKeys.of(config("--direct-addr 127.0.0.1:8"), host).isPresent());
    assertTrue(Files.exists(two.resolve("stateless-reset-127.0.0.1-8.key")));

    assertTrue(ResetKeys.of(config(""), host("XDG_CACHE_HOME", folder.toString())).isPresent());
    assertTrue(Files.exists(folder.resolve("connet").resolve("stateless-reset-19192.key")));
  }

  @Test
  void withoutACacheFolderThereIsNone() throws Exception {
    assertEquals(Optional.empty(), ResetKeys.of(config(""), host()));
    assertFalse(Files.exists(folder.resolve(".cache")));
  }

  @Test
  void aKeyThatIsGivenCounts() throws Exception {
    String key = "0".repeat(52);
    assertEquals(
        Optional.of(ResetKey.of(new byte[32])),
        ResetKeys.of(config("--direct-stateless-reset-key " + key), host()));
  }

  @Test
  void aFileOfAnotherLengthIsLeftAsItIs() throws IOException, ConfigException {
    Path file = folder.resolve("stateless-reset-19192.key");
    Files.write(file, new byte[3]);
    assertEquals(
        Optional.empty(), ResetKeys.of(config(""), host("CONNET_CACHE_DIR", folder.toString())));
    assertArrayEquals(new byte[3], Files.readAllBytes(file));
  }
}
