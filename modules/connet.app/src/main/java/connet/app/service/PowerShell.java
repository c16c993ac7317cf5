package connet.app.service;

import connet.app.role.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Runs lines of PowerShell, the shell that every Windows has. */
final class PowerShell {
  private static final String PROGRAM = "powershell.exe";

  private PowerShell() {}

  /** Runs lines; their output is the user's. */
  static void run(Machine machine, String script)
      throws StartException, IOException, InterruptedException {
    int code = machine.run(null, command(script));
    if (code != 0) {
      throw new StartException("PowerShell ended with exit code " + code);
    }
  }

  /** Runs lines that change nothing. */
  static Machine.Answer ask(Machine machine, String script)
      throws IOException, InterruptedException {
    return machine.ask(null, command(script));
  }

  /** The script as one word of letters, digits and signs, which needs no quotes. */
  private static List<String> command(String script) {
    String encoded = Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_16LE));
    return List.of(PROGRAM, "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded);
  }

  /** A text as PowerShell takes it literally. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
