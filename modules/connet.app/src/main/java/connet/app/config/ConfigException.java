package connet.app.config;

import java.util.List;

/** The configuration or the command line is wrong; nothing was started. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param lines what is wrong, one line for each thing, at least one
   */
  public ConfigException(List<String> lines) {
    super(String.join("\n", lines));
  }

  /** What is wrong, one line for each thing, without the program's name in front. */
  public List<String> lines() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
