package connet.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All layers together: for each key the last one that sets it. Immutable. */
public final class Values {
  private final Map<List<String>, Layer.Raw> settings;
  private final List<String> files;

  private Values(Map<List<String>, Layer.Raw> settings, List<String> files) {
    this.settings = settings;
    this.files = files;
  }

  /**
   * Puts layers on top of each other, the last one on top. Arrays of tables of the same length are
   * put together table by table, otherwise the upper one replaces the lower, as the existing
   * network has it.
   */
  public static Values of(List<Layer> layers) {
    Map<List<String>, Layer.Raw> merged = new LinkedHashMap<>();
    for (Layer layer : layers) {
      for (List<String> array : Tables.ARRAYS) {
        int upper = named(layer.settings(), array).size();
        if (upper > 0 && upper != named(merged, array).size()) {
          merged.keySet().removeIf(path -> isBelow(path, array));
        }
      }
      // What says the same thing has the same path, so a token file replaces a token.
      merged.putAll(layer.settings());
    }
    List<String> files =
        layers.stream().map(Layer::file).filter(file -> !file.isEmpty()).distinct().toList();
    return new Values(merged, files);
  }

  private static boolean isBelow(List<String> path, List<String> table) {
    return path.size() > table.size() && path.subList(0, table.size()).equals(table);
  }

  /** The files that were read, in their order. */
  List<String> files() {
    return files;
  }

  /** Whether a file sets anything in a table or below it. */
  boolean mentionsInFiles(List<String> table) {
    return settings.entrySet().stream()
        .anyMatch(
            entry ->
                isBelow(entry.getKey(), table)
                    && entry.getValue().origin() instanceof Origin.InFile);
  }

  /** Whether anything is set in a table or below it. */
  public boolean mentions(List<String> table) {
    return settings.keySet().stream().anyMatch(path -> isBelow(path, table));
  }

  /** What a key is set to, or null; the default is not looked at. */
  public <T> @Nullable Setting<T> get(Key<T> key) {
    return get(key.place().table(), key);
  }

  /** The same for a key of a table that the user named, or of one in an array. */
  <T> @Nullable Setting<T> get(List<String> table, Key<T> key) {
    Layer.Raw raw = settings.get(Tables.child(table, key.thing()));
    return raw == null || raw.isRefused() || !raw.name().equals(key.place().name())
        ? null
        : new Setting<>(accepted(key, raw.value()), raw.origin());
  }

  /** Whether a key, or another that says the same, was given a value that cannot be used. */
  boolean refused(Key<?> key) {
    return refused(key.place().table(), key);
  }

  /** The same for a key of a table that the user named, or of one in an array. */
  boolean refused(List<String> table, Key<?> key) {
    Layer.Raw raw = settings.get(Tables.child(table, key.thing()));
    return raw != null && raw.isRefused();
  }

  /** What a key is set to, else its default; only for keys that have one. */
  public <T> Setting<T> or(Key<T> key) {
    return or(key.place().table(), key);
  }

  /** The same for a key of a table that the user named, or of one in an array. */
  <T> Setting<T> or(List<String> table, Key<T> key) {
    Setting<T> set = get(table, key);
    String fallback = key.fallback();
    if (set != null) {
      return set;
    }
    if (fallback == null) {
      throw new IllegalArgumentException("no default: " + key.name());
    }
    List<String> written = table.equals(key.place().table()) ? key.table() : table;
    String path = Tables.shown(Tables.child(written, key.name()));
    return new Setting<>(accepted(key, fallback), new Origin.Default(path));
  }

  /** The tables that the user named within a table, in order, and where each was declared. */
  Map<String, Origin> named(List<String> table) {
    return named(settings, table);
  }

  private static Map<String, Origin> named(
      Map<List<String>, Layer.Raw> settings, List<String> table) {
    Map<String, Origin> names = new LinkedHashMap<>();
    settings.forEach(
        (path, raw) -> {
          if (path.size() == table.size() + 1 && path.subList(0, table.size()).equals(table)) {
            names.put(path.getLast(), raw.origin());
          }
        });
    return names;
  }

  private static <T> T accepted(Key<T> key, Object raw) {
    try {
      return key.kind().read(raw);
    } catch (BadValueException e) {
      throw new IllegalStateException("accepted before: " + key.name(), e);
    }
  }
}
