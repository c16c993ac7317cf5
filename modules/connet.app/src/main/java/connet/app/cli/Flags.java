package connet.app.cli;

import connet.app.config.BadValueException;
import connet.app.config.Key;
import connet.app.config.Keys;
import connet.app.config.Kind;
import connet.app.config.Layer;
import connet.app.config.Origin;
import connet.app.config.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags that set keys of the configuration. */
final class Flags {
  /** One flag; {@code named} is the flag that names the table of the key, if it has a name. */
  private record Flag(String name, Key<?> key, @Nullable String named) {}

  static final String DESTINATION = "--dst-name";
  static final String SOURCE = "--src-name";

  private Flags() {}

  /** The options of a command, in the order of its help. */
  static List<OptionSpec> options(Command command) {
    List<OptionSpec> options = new ArrayList<>();
    for (Flag flag : of(command)) {
      if (flag.named() != null
          && options.stream().noneMatch(o -> o.names()[0].equals(flag.named()))) {
        options.add(naming(flag.named()));
      }
      options.add(option(flag, command));
    }
    return options;
  }

  /** What the flags of a parsed command line set. */
  static void read(Command command, ParseResult parsed, Layer layer, Problems problems) {
    read(of(command), parsed, layer, problems);
    String destination = command == Command.CLIENT ? value(parsed, DESTINATION) : null;
    if (destination != null) {
      layer.destination(destination, new Origin.Flag(DESTINATION), problems);
    }
    String source = command == Command.CLIENT ? value(parsed, SOURCE) : null;
    if (source != null) {
      layer.source(source, new Origin.Flag(SOURCE), problems);
    }
  }

  /** The same for the flags that every command has, where they stand before the command. */
  static void readLogging(ParseResult parsed, Layer layer, Problems problems) {
    read(logging(), parsed, layer, problems);
  }

  /** The names of the flags that every command has. */
  static List<String> loggingNames() {
    return logging().stream().map(Flag::name).toList();
  }

  private static void read(List<Flag> flags, ParseResult parsed, Layer layer, Problems problems) {
    for (Flag flag : flags) {
      if (!parsed.hasMatchedOption(flag.name())) {
        continue;
      }
      List<String> table = null;
      if (flag.named() != null) {
        String name = value(parsed, flag.named());
        if (name == null) {
          problems.add(flag.name(), "needs " + flag.named() + " as well");
          continue;
        }
        table = new ArrayList<>(flag.key().table());
        table.add(name);
      }
      try {
        Object raw = raw(parsed, flag);
        layer.set(table, flag.key(), raw, new Origin.Flag(flag.name()), problems);
      } catch (BadValueException e) {
        problems.add(flag.name(), e.why());
      }
    }
  }

  private static Object raw(ParseResult parsed, Flag flag) throws BadValueException {
    Kind<?> kind = flag.key().kind();
    if (kind.form() != Kind.Form.LIST) {
      return kind.fromFlag(parsed.<String>matchedOptionValue(flag.name(), ""));
    }
    List<Object> items = new ArrayList<>();
    for (String given : parsed.<List<String>>matchedOptionValue(flag.name(), List.of())) {
      if (kind.fromFlag(given) instanceof List<?> several) {
        items.addAll(several);
      }
    }
    return items;
  }

  private static @Nullable String value(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option) ? parsed.<String>matchedOptionValue(option, "") : null;
  }

  private static List<Flag> of(Command command) {
    List<Flag> flags = new ArrayList<>();
    if (!command.table().isEmpty()) {
      String table = command.table().getFirst();
      Keys.of(table).forEach(key -> flags.add(new Flag(key.flag(), key, null)));
    }
    if (command == Command.CLIENT) {
      Keys.of("client", "destinations")
          .forEach(key -> flags.add(new Flag("--dst-" + key.flagName(), key, DESTINATION)));
      Keys.of("client", "sources")
          .forEach(key -> flags.add(new Flag("--src-" + key.flagName(), key, SOURCE)));
    }
    switch (command) {
      case CLIENT, SERVER, CONTROL, RELAY, DEMO, GEN_KEY -> flags.addAll(logging());
      case CHECK, SERVICE, COMPLETION, HELP, MANUAL, VERSION -> {}
    }
    return flags;
  }

  private static List<Flag> logging() {
    return Keys.of().stream().map(key -> new Flag(key.flag(), key, null)).toList();
  }

  private static OptionSpec option(Flag flag, Command command) {
    boolean quiet = command == Command.DEMO && flag.key().equals(Keys.LOG_LEVEL);
    String fallback = quiet ? "warn" : flag.key().fallback();
    Kind<?> kind = flag.key().kind();
    OptionSpec.Builder option =
        OptionSpec.builder(flag.name())
            .type(String.class)
            .paramLabel(kind.placeholder())
            .description(
                flag.key().help() + (fallback == null ? "" : " (default: " + fallback + ")"));
    return switch (kind.form()) {
      case ONE -> option.build();
      case LIST -> option.type(List.class).auxiliaryTypes(String.class).build();
      case SWITCH -> option.arity("0..1").fallbackValue("true").build();
    };
  }

  private static OptionSpec naming(String name) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel("NAME")
        .description(
            name.equals(DESTINATION)
                ? "name of a destination to offer"
                : "name of a destination to reach")
        .build();
  }
}
