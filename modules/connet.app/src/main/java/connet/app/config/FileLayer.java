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

/** Turns a file into a layer; whatever is not a known key with a fitting value is a problem. */
public final class FileLayer {
  private static final List<List<String>> TABLES =
      List.of(Keys.CLIENT, Keys.DESTINATIONS, Keys.SOURCES, Keys.SERVER, Keys.CONTROL, Keys.RELAY);

  private record Found(int line, String text) {}

  private final TomlFile file;
  private final Layer layer = new Layer();
  private final List<Found> found = new ArrayList<>();

  private FileLayer(TomlFile file) {
    this.file = file;
  }

  /**
   * Reads a configuration file.
   *
   * @param origin what named the file
   * @return what it sets; incomplete when something was noted in {@code problems}
   */
  public static Layer read(Setting<Path> origin, Problems problems) {
    String text = TextFile.read(origin, problems);
    return text == null ? new Layer() : read(origin.value().toString(), text, problems);
  }

  static Layer read(String name, String text, Problems problems) {
    TomlFile file;
    try {
      file = TomlFile.parse(name, text);
    } catch (ConfigException e) {
      e.lines().forEach(problems::addLine);
      return new Layer();
    }
    FileLayer reading = new FileLayer(file);
    reading.table(List.of(), file.content());
    reading.found.stream()
        .sorted(Comparator.comparingInt(Found::line))
        .forEach(problem -> problems.addLine(problem.text));
    return reading.layer;
  }

  private void table(List<String> path, UnmodifiableConfig content) {
    for (UnmodifiableConfig.Entry entry : content.entrySet()) {
      List<String> child = Layer.child(path, entry.getKey());
      Object value = entry.getRawValue();
      if (isTable(child)) {
        subTable(child, value);
      } else {
        key(path, entry.getKey(), value);
      }
    }
  }

  private void subTable(List<String> path, Object value) {
    if (!(value instanceof UnmodifiableConfig content)) {
      note(path, "must be a table, written [" + String.join(".", path) + "]");
      return;
    }
    if (isEndpoint(path)) {
      Origin.InFile place = file.place(path);
      collect(place, problems -> layer.endpoint(path, place, problems));
    }
    table(path, content);
  }

  private void key(List<String> table, String name, Object value) {
    List<String> path = Layer.child(table, name);
    Optional<Key<?>> key =
        keys(table).filter(k -> k.name().equals(name) || k.aliases().contains(name)).findFirst();
    if (key.isEmpty()) {
      note(path, "unknown key" + hint(table, name));
      return;
    }
    Origin.InFile place = file.place(path);
    collect(place, problems -> layer.set(table, key.get(), value, place, problems));
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
                TABLES.stream()
                    .filter(t -> t.subList(0, t.size() - 1).equals(table))
                    .map(List::getLast))
            .toList();
    String close = Closest.to(name, valid);
    String homes =
        Keys.ALL.stream()
            .filter(key -> key.name().equals(name) && !key.table().isEmpty())
            .map(key -> "[" + String.join(".", key.table()) + "]")
            .collect(Collectors.joining(" or "));
    if (close != null && (homes.isEmpty() || Closest.edits(name, close) <= 2)) {
      return ", did you mean '" + String.join(".", Layer.child(table, close)) + "'?";
    }
    return homes.isEmpty()
        ? ", known here: " + String.join(", ", valid)
        : ", it belongs in " + homes;
  }

  private static Stream<Key<?>> keys(List<String> table) {
    return Keys.in(isEndpoint(table) ? table.subList(0, 2) : table);
  }

  private static boolean isTable(List<String> path) {
    return TABLES.contains(path) || isEndpoint(path);
  }

  private static boolean isEndpoint(List<String> path) {
    return path.size() == 3 && Keys.NAMED.contains(path.subList(0, 2));
  }

  private void note(List<String> path, String what) {
    Origin.InFile place = file.place(path);
    found.add(new Found(place.line(), place.where() + ": " + what));
  }
}
