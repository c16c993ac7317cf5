package connet.app.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Describes the commands of {@code connet service} to picocli. */
final class ServiceSpecs {
  static final String DRY_RUN = "--dry-run";
  static final String LINES = "--lines";
  static final String FOLLOW = "--follow";
  static final String LAUNCHER = "--launcher";

  /** What can be a service, as it is typed. */
  static final List<String> ROLES = List.of("client", "server", "control", "relay");

  private ServiceSpecs() {}

  /** Adds a command for each verb. */
  static void addVerbs(CommandSpec service) {
    for (ServiceVerb verb : ServiceVerb.values()) {
      service.addSubcommand(verb.word(), spec(verb));
    }
  }

  private static CommandSpec spec(ServiceVerb verb) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(verb);
    spec.name(verb.word());
    spec.usageMessage()
        .abbreviateSynopsis(true)
        .hidden(verb.hidden())
        .description(verb.summary())
        .sortOptions(false)
        .footer(example(verb));
    spec.addPositional(CommandSpecs.positional("ROLE", "client, server, control or relay", ROLES));
    if (verb.configured()) {
      spec.addOption(
          value("--config", "FILE", "its configuration (default: /etc/connet/ROLE.toml)"));
    }
    if (verb.changes()) {
      spec.addOption(
          CommandSpecs.switchOption(
                  "print what would be written and run, as a script, and do nothing", DRY_RUN)
              .build());
    }
    if (verb == ServiceVerb.LOGS) {
      spec.addOption(value(LINES, "COUNT", "how many lines (default: 100)"));
      spec.addOption(
          CommandSpecs.switchOption("go on with what is logged from now on", "-f", FOLLOW).build());
    }
    if (verb == ServiceVerb.UNIT) {
      spec.addOption(value(LAUNCHER, "FILE", "the program to start (default: this one)"));
    }
    spec.addOption(CommandSpecs.help());
    return spec;
  }

  private static String[] example(ServiceVerb verb) {
    if (verb.hidden()) {
      return new String[0];
    }
    String more =
        switch (verb) {
          case INSTALL -> " --dry-run";
          case LOGS -> " --follow";
          default -> "";
        };
    return new String[] {"", "For example:", "  connet service " + verb.word() + " client" + more};
  }

  private static OptionSpec value(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }
}
