package connet.app.service;

import java.nio.file.Path;
import java.util.List;

/** One thing that changes the machine. Steps are planned first, then shown or taken. */
sealed interface Step {
  /** Run a command. */
  record Run(List<String> command) implements Step {}

  /**
   * Have a configuration checked.
   *
   * @param folder where the command runs
   * @param user who runs it, and must be able to read all of it
   */
  record Check(Path folder, String user, List<String> command) implements Step {}

  /** Write a file, whose folder is there. */
  record Write(Path file, String text) implements Step {}

  /** Remove a file. */
  record Delete(Path file) implements Step {}

  /** Run lines of PowerShell, which stop at the first that fails. */
  record PowerShell(String script) implements Step {}

  /** Runs a command. */
  static Step run(String... command) {
    return new Run(List.of(command));
  }
}
