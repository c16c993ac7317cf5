package connet.app.cli;

import connet.app.config.Closest;
import connet.app.config.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Reads what follows {@code connet service}. */
final class ServiceLine {
  private static final int LINES = 100;

  private final ParseResult verb;
  private final Problems problems;
  private final String name;

  private ServiceLine(ParseResult verb, Problems problems) {
    this.verb = verb;
    this.problems = problems;
    this.name = "service " + verb.commandSpec().name();
  }

  /** What is asked for; incomplete when something was noted in {@code problems}. */
  static Invocation read(ParseResult service, Problems problems) {
    if (!service.hasSubcommand()) {
      List<String> verbs =
          Arrays.stream(ServiceVerb.values())
              .filter(each -> !each.hidden())
              .map(ServiceVerb::word)
              .toList();
      problems.add("service", "needs one of " + String.join(", ", verbs));
      return new Invocation.Help("");
    }
    return new ServiceLine(service.subcommand(), problems).read();
  }

  private Invocation read() {
    ServiceVerb what = (ServiceVerb) verb.commandSpec().userObject();
    return new Invocation.Service(
        what,
        role(),
        path("--config"),
        path(ServiceSpecs.LAUNCHER),
        verb.hasMatchedOption(ServiceSpecs.DRY_RUN),
        verb.hasMatchedOption(ServiceSpecs.FOLLOW),
        lines());
  }

  private Command role() {
    String word = verb.matchedPositionalValue(0, "");
    int known = ServiceSpecs.ROLES.indexOf(word);
    if (known >= 0) {
      return List.of(Command.CLIENT, Command.SERVER, Command.CONTROL, Command.RELAY).get(known);
    }
    if (word.isEmpty()) {
      problems.add(name, "needs a role: client, server, control or relay");
    } else {
      String close = Closest.to(word, ServiceSpecs.ROLES);
      problems.add(
          name,
          "'"
              + word
              + "' is none of client, server, control, relay"
              + (close == null ? "" : ", did you mean '" + close + "'?"));
    }
    return Command.CLIENT;
  }

  private Optional<Path> path(String option) {
    String text = value(option);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      problems.add(option, "'" + text + "' is not a file name");
      return Optional.empty();
    }
  }

  private int lines() {
    String text = value(ServiceSpecs.LINES);
    if (text == null) {
      return LINES;
    }
    try {
      int lines = Integer.parseInt(text);
      if (lines > 0) {
        return lines;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    problems.add(ServiceSpecs.LINES, "'" + text + "' is not a number from 1 on");
    return LINES;
  }

  private @Nullable String value(String option) {
    return verb.hasMatchedOption(option) ? verb.<String>matchedOptionValue(option, "") : null;
  }
}
