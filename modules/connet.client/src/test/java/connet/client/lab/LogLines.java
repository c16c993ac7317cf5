package connet.client.lab;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged, and whatever else goes to standard error, from the beginning to the end. */
public final class LogLines implements AutoCloseable {
  private final PrintStream usual = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private LogLines() {}

  public static LogLines begin() {
    var lines = new LogLines();
    System.setErr(new PrintStream(lines.written, true, StandardCharsets.UTF_8));
    return lines;
  }

  /** The lines with this text so far. */
  public List<String> with(String text) {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(text))
        .toList();
  }

  @Override
  public void close() {
    System.setErr(usual);
    usual.print(written.toString(StandardCharsets.UTF_8));
  }
}
