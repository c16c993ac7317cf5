package connet.app.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Describes the commands to picocli by its model, from the table of keys, and not by annotations,
 * which it would have to read by reflection at every start.
 */
final class CommandSpecs {
  static final String CONFIG = "--config";
  static final String CHECK = "--check";
  static final String PORT = "--port";
  static final String SPEED = "--speed";

  private static final String VERSION = "--version";
  private static final int HELP_WIDTH = 100;

  private CommandSpecs() {}

  /** The program with all its commands. */
  static CommandLine program() {
    CommandLine program = new CommandLine(spec(Command.CLIENT));
    for (Command command : Command.values()) {
      if (command != Command.CLIENT) {
        program.addSubcommand(command.word(), spec(command));
      }
    }
    // An argument such as @name is a token that begins so, not a file of arguments.
    program.setExpandAtFiles(false);
    // The route "relay" is also the name of a command, and so may be a token or an endpoint's name.
    program.setAllowSubcommandsAsOptionParameters(true);
    program.setUsageHelpWidth(HELP_WIDTH);
    return program;
  }

  private static CommandSpec spec(Command command) {
    // picocli asks the user object for nothing here; it only carries which command this is.
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    spec.name(command == Command.CLIENT ? "connet" : command.word());
    spec.usageMessage()
        .abbreviateSynopsis(true)
        .hidden(command.hidden())
        .description(command.summary())
        .sortOptions(false)
        .footer(command.example());
    switch (command) {
      case CLIENT, SERVER, CONTROL, RELAY -> {
        spec.addOption(config());
        Flags.options(command).forEach(spec::addOption);
      }
      case CHECK -> {
        spec.addPositional(
            PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("a configuration file; each is checked by itself")
                .build());
        spec.addOption(config());
      }
      case DEMO -> {
        spec.addOption(
            OptionSpec.builder(PORT)
                .paramLabel("PORT")
                .type(String.class)
                .description("port of the page on 127.0.0.1 (default: 8000; a free one to check)")
                .build());
        spec.addOption(
            switchOption("fetch the page once through the tunnel, say how it went, end", CHECK)
                .build());
        spec.addOption(
            switchOption("with --check: also move 128 MiB each way and say how fast", SPEED)
                .build());
        Flags.options(command).forEach(spec::addOption);
      }
      case SERVICE -> ServiceSpecs.addVerbs(spec);
      case COMPLETION -> spec.addPositional(positional("SHELL", "bash or zsh", Completion.SHELLS));
      case HELP ->
          spec.addPositional(
              PositionalParamSpec.builder()
                  .paramLabel("COMMAND")
                  .arity("0..*")
                  .type(List.class)
                  .auxiliaryTypes(String.class)
                  .completionCandidates(words())
                  .description("the command to explain (default: connet itself)")
                  .build());
      case MANUAL -> spec.addPositional(positional("FOLDER", "where to write them", List.of()));
      case GEN_KEY, VERSION -> {}
    }
    spec.addOption(help());
    if (command == Command.CLIENT) {
      spec.addOption(switchOption("print the version", "-V", VERSION).versionHelp(true).build());
    }
    return spec;
  }

  private static List<String> words() {
    return Arrays.stream(Command.values())
        .filter(each -> each != Command.CLIENT && !each.hidden())
        .map(Command::word)
        .toList();
  }

  /**
   * A positional argument that may be there or not, so that what is missing is said in our words.
   */
  static PositionalParamSpec positional(String label, String description, List<String> values) {
    PositionalParamSpec.Builder positional =
        PositionalParamSpec.builder()
            .paramLabel(label)
            .arity("0..1")
            .type(String.class)
            .description(description);
    return (values.isEmpty() ? positional : positional.completionCandidates(values)).build();
  }

  static OptionSpec help() {
    return switchOption("print this help", "-h", "--help").usageHelp(true).build();
  }

  private static OptionSpec config() {
    return OptionSpec.builder(CONFIG)
        .paramLabel("FILE")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description("configuration file; may be repeated, a later one overrides")
        .build();
  }

  static OptionSpec.Builder switchOption(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
  }
}
