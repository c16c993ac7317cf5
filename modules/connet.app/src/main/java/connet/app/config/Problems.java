package connet.app.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong, so that one run tells all of it. Not thread-safe. */
public final class Problems {
  private final Set<String> lines = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>();

  /** Creates an empty collection. */
  public Problems() {}

  /** Notes what is wrong with the setting that came from there; the same line is kept once. */
  public void add(Origin origin, String what) {
    addLine(origin.where() + ": " + what);
  }

  /** Notes what is wrong in a place that is no setting, such as a line of a token file. */
  public void add(String where, String what) {
    addLine(where + ": " + what);
  }

  /** Notes a whole line, which begins with the place. */
  void addLine(String line) {
    // Names of keys and files may hold anything, and a message is one line.
    lines.add(line.replaceAll("\\p{Cntrl}", "?"));
  }

  /** Notes something that does not stop the program but that its user should know. */
  public void warn(String what) {
    warnings.add(what);
  }

  /** What was noted by {@link #warn}, in order. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** What is wrong, one line for each thing, in the order of noting. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Throws when something is wrong. */
  public void check() throws ConfigException {
    if (!lines.isEmpty()) {
      throw new ConfigException(List.copyOf(lines));
    }
  }
}
