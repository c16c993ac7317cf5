package connet.app.run;

import connet.app.cli.Command;
import connet.app.cli.Invocation;
import connet.app.config.ClientConfig;
import connet.app.config.ConfigException;
import connet.app.config.ControlConfig;
import connet.app.config.FileLayer;
import connet.app.config.Problems;
import connet.app.config.RelayConfig;
import connet.app.config.ServerConfig;
import connet.app.config.Setting;
import connet.app.config.Values;
import connet.app.role.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks configuration files with everything they name; starts nothing, listens nowhere. */
final class CheckCommand {
  private final Host host;

  CheckCommand(Host host) {
    this.host = host;
  }

  /** Prints a line for each good file; throws with everything that is wrong in the others. */
  int run(Invocation.Check check) throws ConfigException {
    List<String> wrong = new ArrayList<>();
    if (check.files().isEmpty()) {
      file(check.configs(), wrong);
    }
    for (Setting<Path> file : check.files()) {
      List<Setting<Path>> files = new ArrayList<>(check.configs());
      files.add(file);
      file(files, wrong);
    }
    if (!wrong.isEmpty()) {
      throw new ConfigException(wrong.stream().distinct().toList());
    }
    return Program.GOOD;
  }

  private void file(List<Setting<Path>> files, List<String> wrong) {
    Problems problems = Problems.ofCheck();
    String name = files.getLast().value().toString();
    try {
      Values values = Values.of(FileLayer.readAll(files, problems));
      List<String> roles = new ArrayList<>();
      for (Command command : Command.values()) {
        if (!command.table().isEmpty() && values.mentions(command.table())) {
          roles.add(command.table().getFirst());
          readAll(command, values, problems);
        }
      }
      problems.check();
      String what = roles.isEmpty() ? "nothing to run in it" : String.join(", ", roles);
      host.out().println(name + ": good (" + what + ")");
    } catch (ConfigException e) {
      wrong.addAll(e.lines());
    } finally {
      problems.warnings().forEach(warning -> host.err().println("connet: warning: " + warning));
    }
  }

  /** Notes all that is wrong with one role, and lets the others be looked at as well. */
  private void readAll(Command command, Values values, Problems problems) {
    try {
      read(command, values, problems);
    } catch (ConfigException e) {
      // Its lines are those in problems.
    }
  }

  private void read(Command command, Values values, Problems problems) throws ConfigException {
    switch (command) {
      case CLIENT -> ClientConfig.read(values, host.environment(), problems);
      case SERVER -> ServerConfig.read(values, host.environment(), problems);
      case CONTROL -> ControlConfig.read(values, host.environment(), problems);
      case RELAY -> RelayConfig.read(values, host.environment(), problems);
      case CHECK, GEN_KEY, DEMO, SERVICE, COMPLETION, HELP, MANUAL, VERSION -> {}
    }
  }
}
