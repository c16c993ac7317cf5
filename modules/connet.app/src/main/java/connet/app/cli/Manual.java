package connet.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The pages of the manual, section 1: one for each command that people type, from what it says in
 * its help.
 */
public final class Manual {
  private final String version;
  private final CommandSpec program = CommandSpecs.program().getCommandSpec();

  private Manual(String version) {
    this.version = version;
  }

  /**
   * All pages.
   *
   * @return the text of each, in the language of man(7), by its file's name
   */
  public static Map<String, String> pages(String version) {
    return new Manual(version).pages();
  }

  private Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    for (Command command : Command.values()) {
      if (!command.hidden()) {
        pages.put(name(command) + ".1", page(command));
      }
    }
    return pages;
  }

  private static String name(Command command) {
    return command == Command.CLIENT ? "connet" : "connet-" + command.word();
  }

  private String page(Command command) {
    CommandSpec spec = spec(command);
    Roff roff = new Roff();
    // No date, so that the same sources make the same page.
    roff.request(
        "TH", name(command).toUpperCase(Locale.ROOT), "1", "", "connet " + version, "connet");
    roff.section("NAME").text(name(command) + " - " + summary(command.summary()));
    roff.section("SYNOPSIS");
    synopsis(roff, spec);
    if (command == Command.CLIENT) {
      roff.request("br");
      roff.bold("connet").italic(" COMMAND").text(" ...").end();
    }
    roff.section("DESCRIPTION").text(command.summary());
    options(roff.section("OPTIONS"), spec);
    if (!spec.subcommands().isEmpty()) {
      commands(roff, spec, command == Command.CLIENT);
    }
    if (!command.table().isEmpty()) {
      ManualOfRole.write(roff, command);
    }
    example(roff, spec);
    exits(roff);
    others(roff, command);
    return roff.toString();
  }

  private CommandSpec spec(Command command) {
    CommandLine found = program.subcommands().get(command.word());
    return found == null ? program : found.getCommandSpec();
  }

  private static String summary(String sentence) {
    String begin = sentence.substring(0, 1).toLowerCase(Locale.ROOT);
    return begin + sentence.substring(1, sentence.length() - 1);
  }

  private static void synopsis(Roff roff, CommandSpec spec) {
    roff.bold(spec.qualifiedName()).text(" [").italic("OPTIONS").text("]");
    spec.positionalParameters().forEach(each -> roff.text(" ").italic(each.paramLabel()));
    if (spec.parent() != null && !spec.subcommands().isEmpty()) {
      roff.text(" ").italic("COMMAND").text(" ...");
    }
    roff.end();
  }

  private static void options(Roff roff, CommandSpec spec) {
    spec.positionalParameters()
        .forEach(each -> roff.item().italic(each.paramLabel()).end().text(each.description()));
    for (OptionSpec option : spec.options()) {
      roff.item();
      String[] names = option.names();
      for (int i = 0; i < names.length; i++) {
        roff.text(i == 0 ? "" : ", ").bold(names[i]);
      }
      if (option.arity().max() > 0) {
        boolean may = option.arity().min() == 0;
        roff.text(may ? "[=" : "=").italic(option.paramLabel()).text(may ? "]" : "");
      }
      roff.end().text(option.description());
    }
  }

  /** Those of the program have a page of their own, those of another command are told of here. */
  private static void commands(Roff roff, CommandSpec spec, boolean pages) {
    roff.section("COMMANDS");
    for (CommandLine each : spec.subcommands().values()) {
      CommandSpec sub = each.getCommandSpec();
      if (sub.usageMessage().hidden()) {
        continue;
      }
      if (pages) {
        roff.item().bold(sub.name()).end().text(sub.usageMessage().description());
        roff.text("See").reference("connet-" + sub.name(), "1", ".");
      } else {
        roff.subsection(sub.name());
        synopsis(roff, sub);
        roff.paragraph().text(sub.usageMessage().description());
        options(roff, sub);
      }
    }
  }

  private static void example(Roff roff, CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    for (String line : spec.usageMessage().footer()) {
      if (line.startsWith("  ")) {
        lines.add(line.substring(2));
      }
    }
    if (!lines.isEmpty()) {
      roff.section("EXAMPLES").verbatim(lines);
    }
  }

  private static void exits(Roff roff) {
    roff.section("EXIT STATUS");
    roff.item().bold("0").end().text("Did what was asked, or was asked to end.");
    roff.item()
        .bold("1")
        .end()
        .text("Something outside stood in the way; a line on standard error says what.");
    roff.item()
        .bold("2")
        .end()
        .text("The command line or the configuration is wrong; nothing was started.");
    roff.item().bold("70").end().text("A mistake in connet.");
  }

  private static void others(Roff roff, Command command) {
    roff.section("SEE ALSO");
    List<Command> others = new ArrayList<>(List.of(Command.values()));
    others.removeIf(each -> each == command || each.hidden());
    for (Command each : others) {
      roff.reference(name(each), "1", each == others.getLast() ? "" : ",");
    }
  }
}
