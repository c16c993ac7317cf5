package connet.app.config;

import connet.protocol.EndpointName;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one configuration file, or the command line, sets. Later layers override earlier ones. Not
 * thread-safe.
 */
public final class Layer {
  /**
   * A value as it was given, which its key's kind accepts, and the place it was given at.
   *
   * @param name of the key that it is a value of; empty for a table that was only named
   * @param value {@link Refused} in the place of one that its key's kind does not accept
   */
  record Raw(String name, Object value, Origin origin) {
    boolean isRefused() {
      return value instanceof Refused;
    }
  }

  /** Stands for a value that was noted as wrong, so that it is not taken for missing as well. */
  private record Refused() {}

  /** How the first table of an array was spoken of, by the path of the array. */
  private final Map<List<String>, Origin> arrays = new HashMap<>();

  private final Map<List<String>, Origin> plain = new HashMap<>();
  private final Map<List<String>, Raw> settings = new LinkedHashMap<>();

  private final String file;
  private final boolean unread;

  /** Creates a layer that sets nothing. */
  public Layer() {
    this("", false);
  }

  private Layer(String file, boolean unread) {
    this.file = file;
    this.unread = unread;
  }

  /** Creates one for what a file sets. */
  static Layer of(String file) {
    return new Layer(file, false);
  }

  /** In the place of that of a file which cannot be read. */
  static Layer unread() {
    return new Layer("", true);
  }

  /** The name of the file that it comes from; empty for the command line. */
  String file() {
    return file;
  }

  boolean isUnread() {
    return unread;
  }

  /**
   * Sets a key. An empty text or list is the same as nothing, as the existing network has it.
   *
   * @param named the tables that the key's table was given names for, or null; otherwise it has a
   *     place of its own
   * @param raw a text, a list of texts, a number, or true or false
   * @param problems takes what is wrong with the value; then the key counts as set, to nothing
   */
  public void set(
      @Nullable List<String> named, Key<?> key, Object raw, Origin origin, Problems problems) {
    if (raw.equals("") || raw.equals(List.of())) {
      return;
    }
    Object value = raw;
    try {
      key.kind().read(raw);
    } catch (BadValueException e) {
      problems.add(origin, e.why());
      value = new Refused();
    }
    List<String> table = named == null ? key.place().table() : named;
    if (named == null && Tables.isElement(table)) {
      List<String> array = table.subList(0, table.size() - 1);
      plain.putIfAbsent(array, origin);
      refuse(origin, arrays.get(array), problems);
      settings.putIfAbsent(table, new Raw("", "", origin));
    }
    List<String> path = Tables.child(table, key.thing());
    Raw rival = settings.get(path);
    if (rival != null) {
      refuse(origin, rival.origin, problems);
      return;
    }
    settings.put(path, new Raw(key.place().name(), value, origin));
  }

  private static void refuse(Origin origin, @Nullable Origin rival, Problems problems) {
    if (rival != null) {
      problems.add(origin, "is given besides " + rival.where() + ", give only one");
    }
  }

  /** Notes that there is a destination of that name, even if nothing else is said of it. */
  public void destination(String name, Origin origin, Problems problems) {
    endpoint(Tables.child(Tables.DESTINATIONS, name), origin, problems);
  }

  /** Notes that there is a source of that name, even if nothing else is said of it. */
  public void source(String name, Origin origin, Problems problems) {
    endpoint(Tables.child(Tables.SOURCES, name), origin, problems);
  }

  void endpoint(List<String> table, Origin origin, Problems problems) {
    EndpointName.problem(table.getLast()).ifPresent(wrong -> problems.add(origin, wrong));
    settings.putIfAbsent(table, new Raw("", "", origin));
  }

  /** Notes that there is a table in an array of tables, even if nothing else is said of it. */
  void element(List<String> table, Origin origin, Problems problems) {
    List<String> array = table.subList(0, table.size() - 1);
    if (arrays.putIfAbsent(array, origin) == null) {
      refuse(origin, plain.get(array), problems);
    }
    settings.putIfAbsent(table, new Raw("", "", origin));
  }

  /** What is set here, by path; the last part of a key's path is what it says. */
  Map<List<String>, Raw> settings() {
    return Collections.unmodifiableMap(settings);
  }
}
