package connet.control.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link StoreWriter} in a process of its own. */
final class StoreProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private StoreProcess(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  static StoreProcess start(Path folder, long round) throws IOException {
    return new StoreProcess(builder(List.of(), folder, round).start());
  }

  /** The same with files that may not grow beyond this. */
  static StoreProcess startWithFileLimit(Path folder, int kilobytes) throws IOException {
    List<String> limited =
        List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "limited");
    return new StoreProcess(builder(limited, folder, 1).start());
  }

  private static ProcessBuilder builder(List<String> prefix, Path folder, long round) {
    String classes =
        String.join(
            File.pathSeparator,
            Stream.of(
                    "target/test-classes",
                    "target/classes",
                    System.getProperty("java.class.path", ""),
                    System.getProperty("jdk.module.path", ""))
                .filter(entry -> !entry.isEmpty())
                .toList());
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classes,
            StoreWriter.class.getName(),
            folder.toString(),
            Long.toString(round)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** What the process says next; null when it has ended. */
  @Nullable String line() throws IOException {
    return lines.readLine();
  }

  /** Kills it in the middle of what it does, and tells what it said meanwhile. */
  List<String> kill() throws IOException {
    process.toHandle().destroyForcibly(); // by its handle, as that leaves what it said to be read
    List<String> rest = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      rest.add(line);
    }
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
