package connet.app.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A machine that writes down what is done to it, and answers what it was told to. */
final class FakeMachine implements Machine {
  final Set<Path> files = new HashSet<>();

  /** What was done, in order. */
  final List<String> done = new ArrayList<>();

  private final Map<String, Answer> answers = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private Path launcher = Path.of("/opt/connet/bin/connet");

  FakeMachine() {
    files.add(launcher);
    files.add(Path.of("/run/systemd/system"));
    answer("id -u", 0, "0\n");
    answer("getent passwd connet", 0, "connet:x:999:999::/var/lib/connet:/usr/sbin/nologin\n");
  }

  FakeMachine launcher(String path) {
    launcher = Path.of(path);
    files.add(launcher);
    return this;
  }

  FakeMachine file(String path) {
    files.add(Path.of(path));
    return this;
  }

  /** Gives a configuration that is good for a role. */
  FakeMachine config(String path, String role) {
    answer(launcher + " check " + path, 0, path + ": good (" + role + ")\n");
    return file(path);
  }

  FakeMachine answer(String command, int exitCode, String out) {
    answers.put(command, new Answer(exitCode, out, ""));
    return this;
  }

  FakeMachine complaint(String command, int exitCode, String err) {
    answers.put(command, new Answer(exitCode, "", err));
    return this;
  }

  FakeMachine fails(String command) {
    failing.add(command);
    return this;
  }

  @Override
  public Path launcher() {
    return launcher;
  }

  @Override
  public boolean exists(Path file) {
    return files.contains(file);
  }

  @Override
  public Answer ask(@Nullable Path folder, List<String> command) {
    return answers.getOrDefault(String.join(" ", command), new Answer(1, "", ""));
  }

  @Override
  public int run(@Nullable Path folder, List<String> command) {
    String line = String.join(" ", command);
    done.add((folder == null ? "" : "in " + folder + ": ") + line);
    return failing.contains(line) ? 3 : 0;
  }

  @Override
  public void write(Path file, String text) {
    done.add("write " + file);
    files.add(file);
  }

  @Override
  public void delete(Path file) {
    done.add("delete " + file);
    files.remove(file);
  }
}
