package connet.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration.
 *
 * @param table the table that the key stands in, such as {@code ["client"]}; empty for the top
 * @param name the key's name
 * @param aliases other spellings of the name
 * @param kind what it may hold
 * @param fallback the default as it would be written, or null when there is none
 * @param help one line for {@code --help}
 */
public record Key<T>(
    List<String> table,
    String name,
    List<String> aliases,
    Kind<T> kind,
    @Nullable String fallback,
    String help) {
  static <T> Key<T> of(List<String> table, String name, Kind<T> kind, String help) {
    return new Key<>(table, name, List.of(), kind, null, help);
  }

  Key<T> or(String fallbackText) {
    return new Key<>(table, name, aliases, kind, fallbackText, help);
  }

  Key<T> also(String alias) {
    return new Key<>(table, name, List.of(alias), kind, fallback, help);
  }

  /** The option of the command line that sets this key in a table that has only one of it. */
  public String flag() {
    return "--" + name;
  }
}
