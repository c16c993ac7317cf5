package connet.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every key that there is, with its default. What is not here is an unknown key. */
public final class Keys {
  /** How much is logged. */
  public enum Level {
    FINE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** How log lines look. */
  public enum Format {
    TEXT,
    JSON
  }

  public static final Key<Level> LOG_LEVEL =
      Key.of(Tables.TOP, "log-level", Kind.choice(Level.class), "how much is logged").or("info");
  public static final Key<Format> LOG_FORMAT =
      Key.of(Tables.TOP, "log-format", Kind.choice(Format.class), "how log lines look").or("text");

  /** All keys and flags; those of one table stand together, in the order of the help. */
  public static final List<Key<?>> ALL = all();

  private Keys() {}

  private static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(List.of(LOG_LEVEL, LOG_FORMAT));
    all.addAll(ClientKeys.ALL);
    all.addAll(EndpointKeys.ALL);
    all.addAll(ServerKeys.ALL);
    all.addAll(ControlKeys.ALL);
    all.addAll(RelayKeys.ALL);
    return List.copyOf(all);
  }

  /** The keys and flags of one table. */
  public static List<Key<?>> of(String... table) {
    return ALL.stream().filter(key -> key.table().equals(List.of(table))).toList();
  }

  /** The keys that a table may have in a file. */
  static Stream<Key<?>> in(List<String> table) {
    return ALL.stream().filter(Key::inFiles).filter(key -> key.table().equals(table));
  }
}
