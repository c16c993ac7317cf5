package connet.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All layers together: for each key the last one that sets it. Immutable. */
public final class Values {
  private final Map<List<String>, Layer.Raw> settings;

  private Values(Map<List<String>, Layer.Raw> settings) {
    this.settings = settings;
  }

  /** Puts layers on top of each other, the last one on top. */
  public static Values of(List<Layer> layers) {
    Map<List<String>, Layer.Raw> merged = new LinkedHashMap<>();
    for (Layer layer : layers) {
      layer
          .settings()
          .forEach(
              (path, raw) -> {
                // A token file on top of a token replaces it: both say the same thing.
                List<String> table = path.subList(0, path.size() - 1);
                if (!Keys.NAMED.contains(table)) {
                  merged.remove(Layer.child(table, Layer.rival(path.getLast())));
                }
                merged.put(path, raw);
              });
    }
    return new Values(merged);
  }

  /** Whether anything is set in a table or below it. */
  public boolean mentions(List<String> table) {
    return settings.keySet().stream()
        .anyMatch(p -> p.size() > table.size() && p.subList(0, table.size()).equals(table));
  }

  /** What a key is set to, or null; the default is not looked at. */
  public <T> @Nullable Setting<T> get(Key<T> key) {
    return get(key.table(), key);
  }

  /** The same for a key of a table that the user named. */
  <T> @Nullable Setting<T> get(List<String> table, Key<T> key) {
    Layer.Raw raw = settings.get(Layer.child(table, key.name()));
    return raw == null ? null : new Setting<>(accepted(key, raw.value()), raw.origin());
  }

  /** What a key is set to, else its default; only for keys that have one. */
  public <T> Setting<T> or(Key<T> key) {
    return or(key.table(), key);
  }

  /** The same for a key of a table that the user named. */
  <T> Setting<T> or(List<String> table, Key<T> key) {
    Setting<T> set = get(table, key);
    String fallback = key.fallback();
    if (set != null) {
      return set;
    }
    if (fallback == null) {
      throw new IllegalArgumentException("no default: " + key.name());
    }
    String path = String.join(".", Layer.child(table, key.name()));
    return new Setting<>(accepted(key, fallback), new Origin.Default(path));
  }

  /** The tables that the user named within a table, in order, and where each was declared. */
  Map<String, Origin> named(List<String> table) {
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
