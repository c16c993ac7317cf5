package connet.app.cli;

/** What a page of the manual tells of a command that runs by a configuration. */
final class ManualOfRole {
  private ManualOfRole() {}

  static void write(Roff roff, Command command) {
    String table = command.table().getFirst();
    roff.section("CONFIGURATION");
    roff.text("A file in TOML that is given by ").bold("--config").text(" sets the same as flags.");
    roff.end().text("The flag ").bold("--KEY").text(" is the key ").italic("KEY");
    roff.text(" of the table ").bold("[" + table + "]").text(", or stands at the top of the file");
    roff.text(" if every command has it.").end();
    if (command == Command.CLIENT) {
      roff.text("Those that begin with ").bold("--dst-").text(" and ").bold("--src-");
      roff.text(" are keys of the tables ").bold("[client.destinations.NAME]").text(" and ");
      roff.bold("[client.sources.NAME]").text(", of which there may be any number.").end();
    }
    roff.text("Names of files are relative to the folder in which the command is run.").end();
    roff.text("Flags override files, and a later file an earlier one. ").bold("connet check");
    roff.text(" says what is wrong in a file.").end();
    roff.section("ENVIRONMENT");
    if (command == Command.CLIENT) {
      variable(roff, "CONNET_TOKEN", "The token, if neither a flag nor a file has it.");
      variable(roff, "CONNET_CACHE_DIR", "The folder for what may be forgotten.");
    } else {
      variable(roff, "CONNET_STATE_DIR", "The folder for what must outlive a restart.");
    }
    variable(roff, "JDK_JAVA_OPTIONS", "Options of the Java virtual machine, such as -Xmx128m.");
    roff.section("FILES");
    String file = "/etc/connet/" + table + ".toml";
    roff.item().italic(file).end().text("The configuration of the service.").end();
    roff.item().italic("/var/lib/connet").end().text("Where services keep their state.").end();
  }

  private static void variable(Roff roff, String name, String meaning) {
    roff.item().bold(name).end().text(meaning).end();
  }
}
