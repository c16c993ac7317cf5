package connet.app.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration, or a flag that sets one. Keys of one table that say the same thing
 * in different words, such as a token and the file of a token, exclude each other.
 *
 * @param <T> what its value is read into
 */
public final class Key<T> {
  private final List<String> table;
  private final String name;
  private final List<String> aliases;
  private final Kind<T> kind;
  private final @Nullable String fallback;
  private final String help;
  private final String thing;
  private final Place place;
  private final @Nullable String flag;
  private final boolean inFiles;

  /** Where a value is kept: a table, and the name of the key there that it is a value of. */
  record Place(List<String> table, String name) {}

  private Key(
      List<String> table,
      String name,
      List<String> aliases,
      Kind<T> kind,
      @Nullable String fallback,
      String help,
      String thing,
      Place place,
      @Nullable String flag,
      boolean inFiles) {
    this.table = table;
    this.name = name;
    this.aliases = aliases;
    this.kind = kind;
    this.fallback = fallback;
    this.help = help;
    this.thing = thing;
    this.place = place;
    this.flag = flag;
    this.inFiles = inFiles;
  }

  static <T> Key<T> of(List<String> table, String name, Kind<T> kind, String help) {
    Place place = new Place(table, name);
    return new Key<>(table, name, List.of(), kind, null, help, name, place, name, true);
  }

  /** The same with a default, as it would be written. */
  Key<T> or(String text) {
    return new Key<>(table, name, aliases, kind, text, help, thing, place, flag, inFiles);
  }

  /** The same with another spelling of its name. */
  Key<T> also(String alias) {
    return new Key<>(
        table, name, List.of(alias), kind, fallback, help, thing, place, flag, inFiles);
  }

  /** The same, as another way to say what the key of that name in the same table says. */
  Key<T> insteadOf(String other) {
    return new Key<>(table, name, aliases, kind, fallback, help, other, place, flag, inFiles);
  }

  /** The same, kept as a value of that key in the first table of an array. */
  Key<T> first(Key<T> element) {
    Place kept = new Place(Tables.child(element.table, Tables.index(0)), element.name);
    return new Key<>(
        table, name, aliases, kind, fallback, help, element.thing, kept, flag, inFiles);
  }

  /** The same, kept in the first table of an array, where that key says the same thing. */
  Key<T> firstInsteadOf(Key<?> element) {
    Place kept = new Place(Tables.child(element.table, Tables.index(0)), name);
    return new Key<>(
        table, name, aliases, kind, fallback, help, element.thing, kept, flag, inFiles);
  }

  /** The same with a flag of another name, or none. */
  Key<T> flagged(@Nullable String other) {
    return new Key<>(table, name, aliases, kind, fallback, help, thing, place, other, inFiles);
  }

  /** The same as a flag alone. */
  Key<T> onlyFlag() {
    return new Key<>(table, name, aliases, kind, fallback, help, thing, place, flag, false);
  }

  /** The table that the key is written in, such as {@code ["client"]}; empty for the top. */
  public List<String> table() {
    return table;
  }

  /** The key's name. */
  public String name() {
    return name;
  }

  /** Whether this is how the key is written, in upper or lower case. */
  boolean isCalled(String written) {
    return name.equalsIgnoreCase(written) || aliases.stream().anyMatch(written::equalsIgnoreCase);
  }

  /** What it may hold. */
  public Kind<T> kind() {
    return kind;
  }

  /** The default as it would be written, or null when there is none. */
  public @Nullable String fallback() {
    return fallback;
  }

  /** One line for {@code --help}. */
  public String help() {
    return help;
  }

  /** What it says; keys of one table that say the same exclude each other. */
  String thing() {
    return thing;
  }

  /** Where its value is kept. */
  Place place() {
    return place;
  }

  /** The name of its flag without dashes, or null when it has none. */
  public @Nullable String flagName() {
    return flag;
  }

  /** The option of the command line that sets this key in a table that has only one of it. */
  public String flag() {
    return "--" + Objects.requireNonNullElse(flag, name);
  }

  /** Whether configuration files may have it. */
  boolean inFiles() {
    return inFiles;
  }
}
