package connet.app.service;

import connet.app.config.ConfigException;
import connet.app.role.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The configuration of a service, checked as it will find it: in the folder where it is. */
final class Configuration {
  private static final String PREFIX = "connet: ";

  private final Machine machine;

  Configuration(Machine machine) {
    this.machine = machine;
  }

  /** The folder of a configuration, where the files are that it names. */
  static Path folder(Path config) {
    Path folder = config.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("not absolute: " + config);
    }
    return folder;
  }

  /**
   * What lets the user of a service read it, and then finds out whether he can read all it names.
   *
   * @param as the program that runs another as the user given by {@code -u}
   */
  static List<Step> handOver(Path launcher, Path config, String user, String as) {
    return List.of(
        Step.run("chgrp", user, config.toString()),
        Step.run("chmod", "g+r,o-rwx", config.toString()),
        new Step.Check(
            folder(config),
            user,
            List.of(as, "-u", user, "--", launcher.toString(), "check", config.toString())));
  }

  /** What to say of one that is not there. */
  static String missing(Path config) {
    return "no configuration " + config + ": write it first, or name another by --config";
  }

  /**
   * Has the program check it, in a process of its own, as a running one cannot change its folder.
   *
   * @throws ConfigException with all that is wrong in it
   * @throws StartException when there is nothing in it for this role
   */
  void check(Service service, Path config)
      throws ConfigException, StartException, IOException, InterruptedException {
    if (!machine.exists(config)) {
      throw new ConfigException(List.of(missing(config)));
    }
    Machine.Answer answer =
        machine.ask(
            folder(config), List.of(machine.launcher().toString(), "check", config.toString()));
    if (answer.exitCode() != 0) {
      throw new ConfigException(
          answer
              .err()
              .lines()
              .map(line -> line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line)
              .toList());
    }
    String roles = answer.out().replaceAll("(?s).*: good \\((.*)\\)\\s*", "$1");
    if (!List.of(roles.split(", ", -1)).contains(service.word())) {
      throw new ConfigException(
          List.of(config + " has no table [" + service.word() + "], but: " + roles));
    }
  }
}
