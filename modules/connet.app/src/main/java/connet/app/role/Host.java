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
    String system = System.getProperty("os.name", "");
    return new Host(
        System.out,
        System.err,
        System.getenv(),
        system,
        home(system, System.getenv(), System.getProperty("user.home", ".")));
  }

  /**
   * The user's home folder: as for other programs of Unix, {@code $HOME} goes before what the
   * system knows of the user, which is all that Java asks.
   *
   * @param user the property {@code user.home}
   */
  static Path home(String system, Map<String, String> environment, String user) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(!system.startsWith("Windows") && home.startsWith("/") ? home : user);
  }
}
