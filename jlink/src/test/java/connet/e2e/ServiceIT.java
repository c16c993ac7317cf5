package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the image tells of services; what it does with them is tried in a booted system. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "units are for systemd")
final class ServiceIT {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  /** Exposure in tenths; beyond it the test fails. The first version that can tell is 250. */
  private static final int EXPOSURE = 20;

  @TempDir Path folder;

  private Image.Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Image.launcher().toString()));
    command.addAll(List.of(arguments));
    return Image.run(folder, System.getenv(), command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "server", "control", "relay"})
  void aUnitExposesLittle(String role) throws Exception {
    Image.Result unit = run("service", "unit", role, "--launcher", "/bin/true");
    assertEquals(0, unit.exitCode(), unit.err());
    Path file = Files.writeString(folder.resolve("connet-" + role + ".service"), unit.out());
    assumeTrue(Files.exists(ANALYZE), "there is no systemd-analyze");
    Image.Result result =
        Image.run(
            folder,
            System.getenv(),
            List.of(
                ANALYZE.toString(),
                "security",
                "--offline=true",
                "--threshold=" + EXPOSURE,
                "--no-pager",
                file.toString()));
    assertEquals(0, result.exitCode(), result.out() + result.err());
    // Nothing in the unit is unknown to this systemd.
    assertEquals("", result.err());
  }

  @Test
  void pagesOfTheManualAreWritten() throws Exception {
    Path pages = folder.resolve("man");
    Image.Result result = run("man-pages", pages.toString());
    assertEquals(0, result.exitCode(), result.err());
    String version = System.getProperty("connet.version");
    String page = Files.readString(pages.resolve("connet-service.1"));
    assertTrue(page.contains("connet " + version.replace("-", "\\-")), page);
  }

  @Test
  void completionIsAScriptThatCompletes() throws Exception {
    Image.Result script = run("completion", "bash");
    assertEquals(0, script.exitCode(), script.err());
    Path file = Files.writeString(folder.resolve("completion"), script.out());
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.exists(bash), "there is no bash");
    String ask =
        "set -e; source '%s'; COMP_WORDS=(connet service start ''); COMP_CWORD=3; COMP_LINE='connet service start '; COMP_POINT=${#COMP_LINE}; _complete_connet || true; echo \"${COMPREPLY[@]}\""
            .formatted(file);
    Image.Result result = Image.run(folder, System.getenv(), List.of(bash.toString(), "-c", ask));
    assertTrue(result.out().contains("client"), result.out() + result.err());
    assertTrue(result.out().contains("relay"), result.out() + result.err());
  }
}
