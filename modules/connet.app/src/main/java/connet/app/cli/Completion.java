package connet.app.cli;

import java.util.List;
import picocli.AutoComplete;

/** What makes a shell complete command lines. */
final class Completion {
  /**
   * The script is for both: zsh runs those of bash by its bashcompinit, which the script asks for.
   */
  static final List<String> SHELLS = List.of("bash", "zsh");

  private Completion() {}

  /** The script. */
  static String script() {
    return AutoComplete.bash("connet", CommandSpecs.program());
  }
}
