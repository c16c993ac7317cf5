package connet.app.config;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a file into a layer; whatever is not a known key with a fitting value is a problem. Names
 * of keys and tables are known in upper and lower case, as the existing network has it; those of
 * destinations and sources are not changed.
 */
public final class FileLayer {
  private record Found(int line, String text) {}

  private static final String TOP = "at the top of the file, above all tables";

  private final TomlFile file;
  private final Layer layer;
  private final List<Found> found = new ArrayList<>();
  private boolean unknownKey;

  private FileLayer(String name, TomlFile file) {
    this.file = file;
    this.layer = Layer.of(name);
  }

  /**
   * Reads configuration files, in their order.
   *
   * @param origins what named the files
   * @return what they set, a layer each; what is wrong in them was noted in {@code problems}
   * @throws ConfigException when one cannot be read at all, or is no TOML, as the rest of the
   *     configuration would then seem to lack what is in that file
   */
  public static List<Layer> readAll(List<Setting<Path>> origins, Problems problems)
      throws ConfigException {
    List<Layer> layers = origins.stream().map(origin -> read(origin, problems)).toList();
    if (layers.stream().anyMatch(Layer::isUnread)) {
      problems.check();
    }
    return layers;
  }

  static Layer read(Setting<Path> origin, Problems problems) {
    String text = TextFile.readAsItIs(origin, problems);
    return text == null ? Layer.unread() : read(origin.value().toString(), text, problems);
  }

  static Layer read(String name, String text, Problems problems) {
    TomlFile file;
    try {
      file = TomlFile.parse(name, text);
    } catch (ConfigException e) {
      e.lines().forEach(problems::addLine);
      return Layer.unread();
    }
    FileLayer reading = new FileLayer(name, file);
    reading.table(List.of(), List.of(), file.content());
    reading.found.stream()
        .sorted(Comparator.comparingInt(Found::line))
        .forEach(problem -> problems.addLine(problem.text));
    if (reading.unknownKey) {
      problems.foundUnknownKey();
    }
    return reading.layer;
  }

  /** Reads a table; {@code written} is its path with the upper and lower case of the file. */
  private void table(List<String> table, List<String> written, UnmodifiableConfig content) {
    for (UnmodifiableConfig.Entry entry : content.entrySet()) {
      List<String> place = Tables.child(written, entry.getKey());
      List<String> path = known(Tables.child(table, entry.getKey()));
      Object value = entry.getRawValue();
      if (Tables.ARRAYS.contains(path)) {
        array(path, place, value);
      } else if (Tables.FIXED.contains(path) || Tables.isEndpoint(path)) {
        subTable(path, place, value);
      } else {
        key(table, place, value);
      }
    }
  }

  /** The path of a table as it is known here, or the same path. */
  private static List<String> known(List<String> path) {
    String name = path.getLast();
    return Stream.concat(Tables.FIXED.stream(), Tables.ARRAYS.stream())
        .filter(table -> table.size() == path.size())
        .filter(
            table -> table.subList(0, table.size() - 1).equals(path.subList(0, path.size() - 1)))
        .filter(table -> table.getLast().equalsIgnoreCase(name))
        .findFirst()
        .orElse(path);
  }

  private void subTable(List<String> path, List<String> written, Object value) {
    if (!(value instanceof UnmodifiableConfig content)) {
      note(written, "must be a table, written " + Tables.header(path));
      return;
    }
    if (Tables.isEndpoint(path)) {
      Origin.InFile place = file.place(written);
      collect(place, problems -> layer.endpoint(path, place, problems));
    }
    table(path, written, content);
  }

  private void array(List<String> path, List<String> written, Object value) {
    if (!(value instanceof List<?> list)
        || !list.stream().allMatch(UnmodifiableConfig.class::isInstance)) {
      note(written, "must be an array of tables, written " + Tables.header(path));
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      List<String> element = Tables.child(path, Tables.index(i));
      List<String> itsPlace = Tables.child(written, Tables.index(i));
      Origin.InFile place = file.place(itsPlace);
      collect(place, problems -> layer.element(element, place, problems));
      table(element, itsPlace, (UnmodifiableConfig) list.get(i));
    }
  }

  private void key(List<String> table, List<String> written, Object value) {
    String name = written.getLast();
    Optional<Key<?>> key = keys(table).filter(k -> k.isCalled(name)).findFirst();
    if (key.isEmpty()) {
      unknownKey = true;
      note(written, "unknown key" + hint(table, name));
      return;
    }
    Origin.InFile place = file.place(written);
    List<String> named = Tables.kindOf(table).equals(table) ? null : table;
    collect(place, problems -> layer.set(named, key.get(), value, place, problems));
  }

  private void collect(Origin.InFile place, Consumer<Problems> work) {
    Problems problems = new Problems();
    work.accept(problems);
    problems.lines().forEach(text -> found.add(new Found(place.line(), text)));
  }

  private static String hint(List<String> table, String name) {
    List<String> valid =
        Stream.concat(
                keys(table).map(Key::name),
                Stream.concat(Tables.FIXED.stream(), Tables.ARRAYS.stream())
                    .filter(t -> t.subList(0, t.size() - 1).equals(table))
                    .map(List::getLast))
            .toList();
    String close = Closest.to(name, valid);
    String homes =
        Keys.ALL.stream()
            .filter(key -> key.inFiles() && key.isCalled(name))
            .map(key -> key.table().isEmpty() ? TOP : Tables.header(key.table()))
            .distinct()
            .collect(Collectors.joining(" or "));
    if (close != null && (homes.isEmpty() || Closest.edits(name, close) <= 2)) {
      return ", did you mean '" + Tables.shown(Tables.child(table, close)) + "'?";
    }
    return homes.isEmpty()
        ? ", known here: " + String.join(", ", valid)
        : ", it belongs " + (homes.equals(TOP) ? TOP : "in " + homes);
  }

  private static Stream<Key<?>> keys(List<String> table) {
    return Keys.in(Tables.kindOf(table));
  }

  private void note(List<String> written, String what) {
    Origin.InFile place = file.place(written);
    found.add(new Found(place.line(), place.where() + ": " + what));
  }
}
