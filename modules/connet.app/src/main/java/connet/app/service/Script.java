package connet.app.service;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes steps as a script that takes them: for the shell, on Windows for PowerShell. */
final class Script {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
  private static final String END = "END_OF_FILE";

  private Script() {}

  /**
   * The script.
   *
   * @param first what is to be done before it can run, a sentence each
   */
  static String of(List<String> first, List<Step> steps) {
    boolean windows = steps.stream().anyMatch(Step.PowerShell.class::isInstance);
    return first.stream().map(each -> "# first: " + each + "\n").collect(Collectors.joining())
        + (windows ? "" : "set -e\n")
        + steps.stream().map(Script::lines).collect(Collectors.joining());
  }

  private static String lines(Step step) {
    return switch (step) {
      case Step.Run(var command) -> command(command) + "\n";
      case Step.Check(var folder, _, var command) ->
          "(cd " + quoted(folder.toString()) + " && " + command(command) + ")\n";
      case Step.Write(var file, var text) ->
          "cat > %s <<'%s'\n%s%s\nchmod 644 %s\n"
              .formatted(quoted(file.toString()), END, text, END, quoted(file.toString()));
      case Step.Delete(var file) -> "rm " + quoted(file.toString()) + "\n";
      case Step.PowerShell(var script) -> script;
    };
  }

  /** A command as a shell would read it. */
  static String command(List<String> command) {
    return command.stream().map(Script::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
