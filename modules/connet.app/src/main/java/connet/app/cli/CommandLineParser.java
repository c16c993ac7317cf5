package connet.app.cli;

import connet.app.config.ConfigException;
import connet.app.config.Layer;
import connet.app.config.Origin;
import connet.app.config.Problems;
import connet.app.config.Setting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads the command line. */
public final class CommandLineParser {
  private final ParseResult top;
  private final ParseResult sub;
  private final Command command;
  private final Problems problems = new Problems();

  private CommandLineParser(ParseResult top) {
    this.top = top;
    this.sub = top.hasSubcommand() ? top.subcommand() : top;
    this.command = (Command) sub.commandSpec().userObject();
  }

  /**
   * Reads the arguments.
   *
   * @throws ConfigException with one line for each thing that is wrong
   */
  public static Invocation parse(String... args) throws ConfigException {
    try {
      return new CommandLineParser(CommandSpecs.program().parseArgs(args)).invocation();
    } catch (ParameterException e) {
      throw new ConfigException(List.of(UsageErrors.line(e)));
    }
  }

  private Invocation invocation() throws ConfigException {
    ParseResult last = sub.hasSubcommand() ? sub.subcommand() : sub;
    if (top.isUsageHelpRequested() || sub.isUsageHelpRequested() || last.isUsageHelpRequested()) {
      return new Invocation.Help(last.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
    }
    if (top.isVersionHelpRequested()) {
      return new Invocation.Version();
    }
    Layer flags = new Layer();
    List<Setting<Path>> configs = new ArrayList<>();
    if (top.hasSubcommand()) {
      refuseClientFlags();
      configs.addAll(configs(top));
      Flags.readLogging(top, flags, problems);
    }
    configs.addAll(configs(sub));
    Flags.read(command, sub, flags, problems);
    Invocation invocation =
        switch (command) {
          case CLIENT, SERVER, CONTROL, RELAY -> new Invocation.Run(command, configs, flags);
          case CHECK -> check(configs);
          case DEMO -> demo(flags);
          case GEN_KEY -> new Invocation.GenerateKey();
          case SERVICE -> ServiceLine.read(sub, problems);
          case COMPLETION -> completion();
          case HELP -> help();
          case MANUAL -> manual();
          case VERSION -> new Invocation.Version();
        };
    problems.check();
    return invocation;
  }

  private Invocation demo(Layer flags) {
    boolean check = sub.hasMatchedOption(CommandSpecs.CHECK);
    boolean speed = sub.hasMatchedOption(CommandSpecs.SPEED);
    if (speed && !check) {
      problems.add(CommandSpecs.SPEED, "goes with --check");
    }
    return new Invocation.Demo(check, speed, port(), flags);
  }

  private Invocation check(List<Setting<Path>> configs) {
    List<Setting<Path>> files =
        paths(Origin.File::new, sub.matchedPositionalValue(0, List.<String>of()));
    if (files.isEmpty() && configs.isEmpty()) {
      problems.add("check", "needs a FILE to check");
    }
    return new Invocation.Check(configs, files);
  }

  private Invocation completion() {
    String shell = sub.matchedPositionalValue(0, "");
    if (!Completion.SHELLS.contains(shell)) {
      problems.add("completion", "needs a shell: " + String.join(" or ", Completion.SHELLS));
    }
    return new Invocation.Help(Completion.script());
  }

  /** The help of the command that these words name, one after the other. */
  private Invocation help() {
    CommandLine explained = top.commandSpec().commandLine();
    for (String word : sub.matchedPositionalValue(0, List.<String>of())) {
      CommandLine named = explained.getSubcommands().get(word);
      if (named == null) {
        problems.add("help", UsageErrors.unknownCommand(word, explained));
        break;
      }
      explained = named;
    }
    return new Invocation.Help(explained.getUsageMessage(Ansi.OFF));
  }

  private Invocation manual() {
    String name = sub.matchedPositionalValue(0, "");
    List<Setting<Path>> folder =
        paths(Origin.File::new, name.isEmpty() ? List.of() : List.of(name));
    if (folder.isEmpty()) {
      problems.add("man-pages", "needs a FOLDER to write to");
      return new Invocation.Help("");
    }
    return new Invocation.ManualPages(folder.getFirst().value());
  }

  /** The client's own flags mean nothing to another command, whichever side of it they stand. */
  private void refuseClientFlags() {
    List<String> common = Flags.loggingNames();
    for (ArgSpec given : top.matchedArgs()) {
      String name = given instanceof OptionSpec option ? option.longestName() : "";
      if (!common.contains(name) && !name.equals(CommandSpecs.CONFIG)) {
        problems.add(name, "is a flag of the client, not of 'connet " + command.word() + "'");
      }
    }
  }

  private List<Setting<Path>> configs(ParseResult parsed) {
    return parsed.hasMatchedOption(CommandSpecs.CONFIG)
        ? paths(
            text -> new Origin.Flag(CommandSpecs.CONFIG),
            parsed.<List<String>>matchedOptionValue(CommandSpecs.CONFIG, List.of()))
        : List.of();
  }

  private List<Setting<Path>> paths(Function<String, Origin> origin, List<String> texts) {
    List<Setting<Path>> paths = new ArrayList<>();
    for (String text : texts) {
      try {
        paths.add(new Setting<>(Path.of(text), origin.apply(text)));
      } catch (InvalidPathException e) {
        problems.add(origin.apply(text), "'" + text + "' is not a file name");
      }
    }
    return paths;
  }

  /** The port of the demonstration, or -1 when none was given. */
  private int port() {
    String text =
        sub.hasMatchedOption(CommandSpecs.PORT)
            ? sub.<String>matchedOptionValue(CommandSpecs.PORT, "")
            : null;
    if (text == null) {
      return -1;
    }
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
      problems.add(CommandSpecs.PORT, "port " + text + " is out of range, 0 to 65535");
    } catch (NumberFormatException e) {
      problems.add(CommandSpecs.PORT, "'" + text + "' is not a number");
    }
    return -1;
  }
}
