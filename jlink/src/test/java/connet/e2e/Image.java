package connet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The linked image under test, at the path in the system property {@code connet.image}. */
final class Image {
  private static final Path ROOT = Path.of(System.getProperty("connet.image"));
  private static final long LIMIT_SECONDS = 100;
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  /** How a process ended: its exit code and all that it wrote. */
  record Result(int exitCode, String out, String err) {}

  private Image() {}

  static Path launcher() {
    return ROOT.resolve("bin").resolve(WINDOWS ? "connet.bat" : "connet");
  }

  /** A file or folder next to the image. */
  static Path beside(String name) {
    return ROOT.resolveSibling(name);
  }

  static Path java() {
    return ROOT.resolve("bin").resolve(WINDOWS ? "java.exe" : "java");
  }

  static Path libraries() {
    return ROOT.resolve(WINDOWS ? "bin" : "lib");
  }

  /**
   * Runs a program to its end, which must come within 100 seconds.
   *
   * @param scratch an existing folder for what the program writes
   * @param environment all variables that the program sees, beside that of its cache folder, which
   *     is {@code scratch} as well: nothing of a test shall be left with whoever runs it
   */
  static Result run(Path scratch, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(scratch, "stdout", "");
    Path err = Files.createTempFile(scratch, "stderr", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("CONNET_CACHE_DIR", scratch.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " has not ended: " + Files.readString(err));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
