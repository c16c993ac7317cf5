package connet.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short programs of the system. */
final class Commands {
  private static final long SECONDS = 30;

  private Commands() {}

  /**
   * Runs a program to its end.
   *
   * @throws IOException when it does not end well, with all that it wrote
   */
  static String run(String... command) throws IOException {
    return runWith("", command);
  }

  /** The same with a text as its input. */
  static String runWith(String input, String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", List.of(command)) + ": " + output);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(String.join(" ", List.of(command)));
    } finally {
      process.destroyForcibly();
    }
  }
}
