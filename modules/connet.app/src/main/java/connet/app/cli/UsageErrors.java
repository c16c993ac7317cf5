package connet.app.cli;

import connet.app.config.Closest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what picocli found wrong with a command line. */
final class UsageErrors {
  private UsageErrors() {}

  static String line(ParameterException e) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing when !missing.getMissing().isEmpty() -> {
        ArgSpec arg = missing.getMissing().getFirst();
        yield name(arg) + ": needs a value, " + arg.paramLabel();
      }
      case OverwrittenOptionException twice -> name(twice.getOverwritten()) + ": is given twice";
      default -> String.valueOf(e.getMessage()).lines().findFirst().orElse("not understood");
    };
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandLine command = e.getCommandLine();
    String word = e.getUnmatched().getFirst();
    String help = seeHelp(command);
    if (word.startsWith("-")) {
      List<String> names = new ArrayList<>();
      command.getCommandSpec().options().forEach(o -> names.addAll(Arrays.asList(o.names())));
      String flag = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      return flag + ": unknown flag" + guess(flag, names, help);
    }
    return command.getSubcommands().isEmpty()
        ? "'" + word + "': unexpected" + help
        : unknownCommand(word, command);
  }

  /** What to say of a word that is none of the commands. */
  static String unknownCommand(String word, CommandLine commands) {
    List<String> known =
        commands.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(spec -> !spec.usageMessage().hidden())
            .map(CommandSpec::name)
            .toList();
    return "'" + word + "': unknown command" + guess(word, known, seeHelp(commands));
  }

  private static String seeHelp(CommandLine command) {
    return ", see '" + command.getCommandSpec().qualifiedName() + " --help'";
  }

  private static String guess(String word, List<String> known, String help) {
    String close = Closest.to(word, known);
    return close == null ? help : ", did you mean '" + close + "'?";
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
