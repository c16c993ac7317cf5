package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.abort;

import connet.testkit.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package on systems that are booted for it, by packaging/test-deb.sh. */
final class DebianPackageIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration TAKE_DOWN = Duration.ofSeconds(60);
  private static final int CANNOT_BE_RUN_HERE = 77;

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 12, unit = TimeUnit.MINUTES)
  void installsServesUpgradesAndLeavesNothing() throws Exception {
    Path script = Path.of("..", "packaging", "test-deb.sh").toAbsolutePath().normalize();
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME", System.getProperty("java.home"),
            "CONNET_IMAGE", System.getProperty("connet.image"));
    List<String> command = List.of(script.toString());
    try (RunningProgram test = RunningProgram.start("test-deb", folder, environment, command)) {
      int code = ended(test);
      System.out.println(test.output());
      if (code == CANNOT_BE_RUN_HERE) {
        // Where everything is tested, nothing is skipped: there this is a failure.
        assertNull(System.getenv("CI"), test::output);
        abort(test.output());
      }
      assertEquals(0, code, test::output);
    }
  }

  /** Waits for its end; if that does not come, lets it take its systems down. */
  private static int ended(RunningProgram test) throws InterruptedException {
    try {
      return test.awaitExit(LIMIT);
    } catch (AssertionError | InterruptedException e) {
      test.terminate();
      test.awaitExit(TAKE_DOWN);
      throw e;
    }
  }
}
