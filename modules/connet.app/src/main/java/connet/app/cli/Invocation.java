package connet.app.cli;

import connet.app.config.Layer;
import connet.app.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the command line asks for. */
public sealed interface Invocation {
  /**
   * Run a role by its configuration.
   *
   * @param configs files of {@code --config}, the last one overrides
   * @param flags what the other flags set, which overrides the files
   */
  record Run(Command command, List<Setting<Path>> configs, Layer flags) implements Invocation {}

  /**
   * Check files.
   *
   * @param configs files of {@code --config}, read before each of {@code files}
   * @param files each is checked by itself
   */
  record Check(List<Setting<Path>> configs, List<Setting<Path>> files) implements Invocation {}

  /**
   * Run the demonstration.
   *
   * @param check fetch the page once and end
   * @param speed with the check, measure how fast the tunnel is
   * @param port TCP port of the page; 0 takes a free one
   */
  record Demo(boolean check, boolean speed, int port, Layer flags) implements Invocation {}

  /**
   * Do something with a role as a service of the operating system.
   *
   * @param role one of those that run
   * @param config its configuration file, absolute, if it is not the usual one
   * @param launcher the program that a unit starts, absolute, if it is not this one
   * @param dryRun tell what would be done instead
   * @param follow go on with log lines that are to come
   * @param lines of the log to show, at least 1
   */
  record Service(
      ServiceVerb verb,
      Command role,
      Optional<Path> config,
      Optional<Path> launcher,
      boolean dryRun,
      boolean follow,
      int lines)
      implements Invocation {}

  /** Write the manual's pages into a folder. */
  record ManualPages(Path folder) implements Invocation {}

  /** Make a pair of keys and print it. */
  record GenerateKey() implements Invocation {}

  /** Print the version. */
  record Version() implements Invocation {}

  /** Print a text that was asked for. */
  record Help(String text) implements Invocation {}
}
