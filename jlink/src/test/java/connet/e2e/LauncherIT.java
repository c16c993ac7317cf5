package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class LauncherIT {
  @TempDir Path scratch;

  @Test
  void versionIsPrinted() throws Exception {
    assertPrintsVersion(
        Image.run(scratch, System.getenv(), List.of(Image.launcher().toString(), "version")));
  }

  @Test
  void neitherPathNorJavaIsNeeded() throws Exception {
    Map<String, String> nothing = Map.of("PATH", "", "JAVA_HOME", "");
    assertPrintsVersion(
        Image.run(scratch, nothing, List.of(Image.launcher().toString(), "version")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linkToTheLauncherWorks() throws Exception {
    Path folder = Files.createDirectory(scratch.resolve("a folder"));
    Path direct = Files.createSymbolicLink(folder.resolve("direct"), Image.launcher());
    Path relative = Files.createSymbolicLink(folder.resolve("relative"), direct.getFileName());
    Image.Result result =
        Image.run(scratch, System.getenv(), List.of(relative.toString(), "version"));
    Files.delete(direct);
    assertPrintsVersion(result);
  }

  @Test
  void whatTheTrainingLearntIsInUse() throws Exception {
    Path bin = Image.launcher().resolveSibling("java");
    Path cache = Image.launcher().resolveSibling("../lib/connet.aot");
    // In this mode the machine refuses to start with a cache that does not fit.
    assertPrintsVersion(
        Image.run(
            scratch,
            System.getenv(),
            List.of(
                bin.toString(),
                "-XX:AOTMode=on",
                "-XX:AOTCache=" + cache,
                "-m",
                "connet.app/connet.app.Main",
                "version")));
  }

  private static void assertPrintsVersion(Image.Result result) {
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(result.out().contains(System.getProperty("connet.version")), result.out());
    assertEquals("", result.err());
  }
}
