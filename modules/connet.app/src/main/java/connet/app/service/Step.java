package connet.app.service;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that changes the machine. Steps are planned first, then shown or taken. */
sealed interface Step {
  /**
   * Run a command.
   *
   * @param folder where, or null where it does not matter
   */
  record Run(@Nullable Path folder, List<String> command) implements Step {}

  /** Write a file, whose folder is there. */
  record Write(Path file, String text) implements Step {}

  /** Remove a file. */
  record Delete(Path file) implements Step {}

  /** Run lines of PowerShell, which stop at the first that fails. */
  record PowerShell(String script) implements Step {}

  /** Runs a command anywhere. */
  static Step run(String... command) {
    return new Run(null, Arrays.asList(command));
  }
}
