package connet.app.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The machine on which the program runs. */
final class RealMachine implements Machine {
  private static final Duration ANSWER = Duration.ofSeconds(60);

  @Override
  public Path launcher() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return Path.of(System.getProperty("java.home", ""), "bin", windows ? "connet.bat" : "connet");
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public Answer ask(@Nullable Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("connet", ".out");
    Path err = Files.createTempFile("connet", ".err");
    try {
      Process process =
          builder(folder, command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("no answer within " + ANSWER.toSeconds() + " s: " + command);
      }
      return new Answer(process.exitValue(), read(out), read(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  @Override
  public int run(@Nullable Path folder, List<String> command)
      throws IOException, InterruptedException {
    return builder(folder, command).inheritIO().start().waitFor();
  }

  private static ProcessBuilder builder(@Nullable Path folder, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    return builder;
  }

  @Override
  public void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.delete(file);
  }
}
