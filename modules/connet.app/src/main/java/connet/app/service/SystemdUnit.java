package connet.app.service;

import connet.app.role.StartException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The unit that tells systemd of a service, see systemd.service(5). */
final class SystemdUnit {
  /** The user as whom roles run; the template names it too. */
  static final String USER = "connet";

  /** What units with ProtectHome and PrivateTmp do not see. */
  private static final List<Path> HIDDEN =
      Stream.of("/home", "/root", "/run/user", "/tmp", "/var/tmp").map(Path::of).toList();

  private SystemdUnit() {}

  /** The name of its file, and of the unit. */
  static String name(Service service) {
    return service.name() + ".service";
  }

  /**
   * Its text.
   *
   * @throws StartException when a service must not, or cannot, be where these files are
   */
  static String text(Service service, Path launcher, Path config) throws StartException {
    check(
        "connet is installed in", launcher, "copy the whole image to /opt/connet and run it there");
    check("the configuration is", config, "move it to /etc/connet");
    String command =
        Stream.concat(Stream.of(launcher.toString()), service.arguments(config).stream())
            .map(SystemdUnit::argument)
            .collect(Collectors.joining(" "));
    return Template.fill(
        "connet.service",
        Map.of(
            "title", service.title(),
            "manual", service.manual(),
            "ready", service.ready(),
            "command", command,
            "folder", Configuration.folder(config).toString().replace("%", "%%")));
  }

  private static void check(String what, Path file, String remedy) throws StartException {
    if (HIDDEN.stream().anyMatch(file::startsWith)) {
      throw new StartException(what + " " + file + ", which a service does not see: " + remedy);
    }
    if (file.toString().chars().anyMatch(each -> each < ' ' || each == '$')) {
      throw new StartException(
          what + " " + file + ", a name that systemd does not take: " + remedy);
    }
  }

  /** A word of a command line; percent signs begin specifiers. */
  private static String argument(String word) {
    String text = word.replace("%", "%%");
    return text.matches("[\\w@%+=:,./-]+")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
