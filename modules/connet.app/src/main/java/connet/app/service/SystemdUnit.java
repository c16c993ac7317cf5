package connet.app.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Why a service cannot use these files where they are, and what to do about it. */
  static List<String> obstacles(Path launcher, Path config) {
    return Stream.of(
            obstacle(
                "connet is installed in",
                launcher,
                "copy the whole image to /opt/connet and run it there"),
            obstacle("the configuration is", config, "move it to /etc/connet"))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Its text. */
  static String text(Service service, Path launcher, Path config) {
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

  private static Optional<String> obstacle(String what, Path file, String remedy) {
    if (HIDDEN.stream().anyMatch(file::startsWith)) {
      return Optional.of(what + " " + file + ", which a service does not see: " + remedy);
    }
    return file.toString().chars().anyMatch(each -> each < ' ' || each == '$')
        ? Optional.of(what + " " + file + ", a name that systemd does not take: " + remedy)
        : Optional.empty();
  }

  /** A word of a command line; percent signs begin specifiers. */
  private static String argument(String word) {
    String text = word.replace("%", "%%");
    return text.matches("[\\w@%+=:,./-]+")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
