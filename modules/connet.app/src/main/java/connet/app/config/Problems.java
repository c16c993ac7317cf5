package connet.app.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong, so that one run tells all of it. Not thread-safe. */
public final class Problems {
  private final Set<String> lines = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  private final boolean check;
  private boolean unknownKey;

  /** Creates an empty collection, for a configuration that is going to be used. */
  public Problems() {
    this(false);
  }

  private Problems(boolean check) {
    this.check = check;
  }

  /** Creates an empty collection for a configuration that is only checked. */
  public static Problems ofCheck() {
    return new Problems(true);
  }

  /** Notes that a file had a key which is not known, probably misspelt. */
  void foundUnknownKey() {
    unknownKey = true;
  }

  /** Notes that something is missing, unless it may be what a misspelt key was to say. */
  void addMissing(String line) {
    if (!unknownKey) {
      addLine(line);
    }
  }

  /**
   * Notes what does not work as things are, but may by the time it is needed, such as a folder that
   * is not mounted yet: wrong when a configuration is checked, a warning when it is used.
   */
  void addAbsence(Origin origin, String what) {
    if (check) {
      add(origin, what);
    } else {
      warn(origin.where() + ": " + what);
    }
  }

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

  /** Notes something that does not stop the program but that its user should know, once. */
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
