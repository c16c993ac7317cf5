package connet.app.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the folder where a server keeps what must outlive a restart. */
public final class StateFolders {
  /**
   * A folder and why it is that one.
   *
   * @param path the folder, which may not exist yet
   * @param reason what it was derived from, for a log line
   */
  public record StateFolder(Path path, String reason) {}

  private StateFolders() {}

  /**
   * The folder for a role that listens on a port.
   *
   * @param configured the folder that was configured, which is taken as it is, or null; else there
   *     is one for each role and port below the first of {@code $CONNET_STATE_DIR}, {@code
   *     $STATE_DIRECTORY} (systemd's), and the user's state folder of the operating system
   * @param environment variables by name
   * @param system the property {@code os.name}
   * @param home the user's home folder
   */
  public static StateFolder find(
      @Nullable Path configured,
      String role,
      int port,
      Map<String, String> environment,
      String system,
      Path home) {
    if (configured != null) {
      return new StateFolder(configured, "store-dir");
    }
    StateFolder base = base(environment, system, home);
    return new StateFolder(base.path.resolve(role + "-" + port), base.reason);
  }

  private static StateFolder base(Map<String, String> environment, String system, Path home) {
    String own = environment.getOrDefault("CONNET_STATE_DIR", "");
    if (!own.isEmpty()) {
      return new StateFolder(Path.of(own), "$CONNET_STATE_DIR");
    }
    // systemd joins several folders with colons, as systemd.exec(5) says; the first is ours.
    String service = environment.getOrDefault("STATE_DIRECTORY", "").split(":", -1)[0];
    if (!service.isEmpty()) {
      return new StateFolder(Path.of(service), "$STATE_DIRECTORY");
    }
    if (system.startsWith("Windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return local.isEmpty()
          ? new StateFolder(home.resolve("AppData", "Local", "connet"), "the home folder")
          : new StateFolder(Path.of(local, "connet"), "%LOCALAPPDATA%");
    }
    if (system.startsWith("Mac")) {
      return new StateFolder(
          home.resolve("Library", "Application Support", "connet"), "the home folder");
    }
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    // The XDG base directory specification has relative paths ignored.
    return state.startsWith("/")
        ? new StateFolder(Path.of(state, "connet"), "$XDG_STATE_HOME")
        : new StateFolder(home.resolve(".local", "state", "connet"), "the home folder");
  }
}
