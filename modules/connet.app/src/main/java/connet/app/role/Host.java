package connet.app.role;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the program finds around itself, so that tests can put something else there.
 *
 * @param out for what was asked for
 * @param err for messages and log lines
 * @param environment variables by name
 * @param system the operating system, as the property {@code os.name} has it
 * @param home the user's home folder
 */
public record Host(
    PrintStream out, PrintStream err, Map<String, String> environment, String system, Path home) {
  /** The real one. */
  public static Host real() {
    return new Host(
        System.out,
        System.err,
        System.getenv(),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")));
  }
}
