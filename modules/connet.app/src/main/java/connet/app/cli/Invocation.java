package connet.app.cli;

import connet.app.config.Layer;
import connet.app.config.Setting;
import java.nio.file.Path;
import java.util.List;

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

  /** Make a pair of keys and print it. */
  record GenerateKey() implements Invocation {}

  /** Print the version. */
  record Version() implements Invocation {}

  /** Print a text that was asked for. */
  record Help(String text) implements Invocation {}
}
