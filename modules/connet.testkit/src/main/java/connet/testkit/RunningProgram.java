package connet.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that a test runs: everything that it writes is kept, in lines, and can be waited for.
 *
 * <p>Thread-safe. Whoever has started it closes it, which kills it if it still runs.
 */
public final class RunningProgram implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(10);

  /** What the dump of threads may take. */
  private static final Duration DUMP = Duration.ofSeconds(2);

  /** A program of GNU that becomes the one it is asked for. */
  private static final List<String> SIGNALS =
      System.getProperty("os.name").equals("Linux")
          ? List.of("env", "--default-signal=INT,QUIT")
          : List.of();

  private final String name;
  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>(); // guarded by itself
  private boolean ended; // guarded by lines

  private RunningProgram(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofVirtual().name("output of " + name).start(this::read);
  }

  /**
   * Starts a program; its two outputs become one. It is open to signals, even if this process was
   * started in the background by a shell that has it ignore SIGINT. What a client keeps in its
   * cache goes to the folder, so that nothing of a test is left with whoever runs it.
   *
   * @param name what messages call it
   * @param folder where it runs
   * @param environment variables added to those of this process
   */
  public static RunningProgram start(
      String name, Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> whole = new ArrayList<>(SIGNALS);
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("CONNET_CACHE_DIR", folder.toAbsolutePath().toString());
    builder.environment().putAll(environment);
    return new RunningProgram(name, builder.start());
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      String line;
      while ((line = output.readLine()) != null) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      add("(its output cannot be read: " + e.getMessage() + ")");
    } finally {
      synchronized (lines) {
        ended = true;
        lines.notifyAll();
      }
    }
  }

  private void add(String line) {
    synchronized (lines) {
      lines.add(line);
      lines.notifyAll();
    }
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** How many lines it has written so far: where to begin when only later ones count. */
  public int lineCount() {
    synchronized (lines) {
      return lines.size();
    }
  }

  /** All lines so far. */
  public String output() {
    synchronized (lines) {
      return name + ":\n  " + String.join("\n  ", lines);
    }
  }

  /** Waits for a line in which a regular expression is found, among all of them. */
  public MatchResult awaitLine(String regex, Duration within) throws InterruptedException {
    return awaitLine(0, regex, within);
  }

  /**
   * Waits for a line in which a regular expression is found.
   *
   * @param from lines before this one do not count
   * @throws AssertionError with everything it wrote, when there is none in time or it has ended
   */
  public MatchResult awaitLine(int from, String regex, Duration within)
      throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    long end = System.nanoTime() + within.toNanos();
    int next = from;
    synchronized (lines) {
      while (true) {
        for (; next < lines.size(); next++) {
          Matcher matcher = pattern.matcher(lines.get(next));
          if (matcher.find()) {
            return matcher.toMatchResult();
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (ended || left <= 0) {
          String why = ended ? "it has ended" : "not within " + within.toSeconds() + " s";
          throw new AssertionError(why + ": a line with '" + regex + "'; " + output());
        }
        lines.wait(left);
      }
    }
  }

  /** Whether a line so far has a text in it. */
  public boolean said(String text) {
    synchronized (lines) {
      return lines.stream().anyMatch(line -> line.contains(text));
    }
  }

  /** Whether it still runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Waits for its end and returns the exit code. */
  public int awaitExit(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      dumpThreads();
      throw new AssertionError("still running after " + within.toSeconds() + " s; " + output());
    }
    reader.join(END);
    return process.exitValue();
  }

  /** Has a virtual machine add the stacks of its threads to its output. */
  private void dumpThreads() throws InterruptedException {
    try {
      signal("QUIT");
    } catch (IOException e) {
      add("(no thread dump: " + e.getMessage() + ")");
    }
    process.waitFor(DUMP.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks it to end: SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Sends it any signal, by name, as {@code INT}. */
  public void signal(String signal) throws IOException {
    Commands.run("kill", "-" + signal, Long.toString(pid()));
  }

  /** Ends it without asking, SIGKILL, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit(END);
  }

  /** How many file descriptors it has open. Only on Linux. */
  public long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
      return files.count();
    }
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END.toSeconds(), TimeUnit.SECONDS);
      reader.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
