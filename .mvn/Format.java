import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or fixes the format of the Java files under some folders: {@code Format check|fix ROOT
 * FOLDER...}.
 *
 * <p>Run by the build as a program of its own, because the formatter needs a newer JDK than the one
 * that may be running Maven.
 */
public final class Format {
  private static final String TARGET = File.separator + "target" + File.separator;

  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    Path root = Path.of(args[1]);
    List<String> wrong = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      for (Path file : javaFiles(Path.of(args[i]))) {
        String before = Files.readString(file);
        String name = root.relativize(file).toString();
        try {
          String after = format(before);
          if (!after.equals(before)) {
            wrong.add(name);
            if (fix) {
              Files.writeString(file, after);
            }
          }
        } catch (FormatterException e) {
          System.err.println("[ERROR] " + name + " cannot be formatted: " + e.getMessage());
          System.exit(1);
        }
      }
    }
    if (fix) {
      wrong.forEach(name -> System.out.println("formatted " + name));
    } else if (!wrong.isEmpty()) {
      wrong.forEach(name -> System.err.println("[ERROR] not formatted: " + name));
      System.err.println("[ERROR] run: mvn -N -Pformat process-sources");
      System.exit(1);
    }
  }

  private static String format(String source) throws FormatterException {
    String code = RemoveUnusedImports.removeUnusedImports(source);
    code = ImportOrderer.reorderImports(code, JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(code);
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains(TARGET))
          .sorted()
          .toList();
    }
  }
}
