package connet.app.config;

import connet.protocol.EndpointName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one configuration file, or the command line, sets. Later layers override earlier ones. Not
 * thread-safe.
 */
public final class Layer {
  /** A value as it was given, which its key's kind accepts, and the place it was given at. */
  record Raw(Object value, Origin origin) {}

  private final Map<List<String>, Raw> settings = new LinkedHashMap<>();

  /** Creates a layer that sets nothing. */
  public Layer() {}

  /**
   * Sets a key.
   *
   * @param table the table it stands in, with the endpoint's name where there is one
   * @param raw a text or list of texts
   * @param problems takes what is wrong with the value; then the key is not set
   */
  public void set(List<String> table, Key<?> key, Object raw, Origin origin, Problems problems) {
    try {
      key.kind().read(raw);
    } catch (BadValueException e) {
      problems.add(origin, e.why());
      return;
    }
    List<String> path = child(table, key.name());
    Raw earlier = settings.get(path);
    Raw rival = earlier == null ? settings.get(child(table, rival(key.name()))) : earlier;
    if (rival != null) {
      problems.add(origin, "is given besides " + rival.origin.where() + ", give only one");
      return;
    }
    settings.put(path, new Raw(raw, origin));
  }

  /** Notes that there is a destination of that name, even if nothing else is said of it. */
  public void destination(String name, Origin origin, Problems problems) {
    endpoint(child(Keys.DESTINATIONS, name), origin, problems);
  }

  /** Notes that there is a source of that name, even if nothing else is said of it. */
  public void source(String name, Origin origin, Problems problems) {
    endpoint(child(Keys.SOURCES, name), origin, problems);
  }

  void endpoint(List<String> table, Origin origin, Problems problems) {
    EndpointName.problem(table.getLast())
        .ifPresentOrElse(
            wrong -> problems.add(origin, wrong),
            () -> settings.putIfAbsent(table, new Raw("", origin)));
  }

  /** What is set here, by path. */
  Map<List<String>, Raw> settings() {
    return Collections.unmodifiableMap(settings);
  }

  /** The other way to give the same thing: {@code token-file} for {@code token}. */
  static String rival(String name) {
    String file = "-file";
    return name.endsWith(file) ? name.substring(0, name.length() - file.length()) : name + file;
  }

  static List<String> child(List<String> table, String name) {
    List<String> path = new ArrayList<>(table);
    path.add(name);
    return List.copyOf(path);
  }
}
