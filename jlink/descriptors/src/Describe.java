import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Gives third-party jars the module descriptors that they lack: {@code Describe SOURCES JARS OUTPUT
 * DATE}.
 *
 * <p>SOURCES has one folder per module with its module-info.java, JARS is a class path of published
 * jars. Those with the same module name (often an automatic one) are copied to OUTPUT with the
 * descriptor, compiled against what is in them; all others that have a descriptor are copied as
 * they are, so that the modules in OUTPUT need none from elsewhere. DATE is the date of the
 * descriptors in the jars, so that the same input gives the same bytes.
 */
public final class Describe {
  private Describe() {}

  public static void main(String[] args) throws IOException {
    Path sources = Path.of(args[0]);
    List<Path> jars =
        Stream.of(args[1].split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList();
    Path output = Path.of(args[2]);
    String date = args[3];
    Path classes = output.resolveSibling("classes");

    ModuleFinder published = ModuleFinder.of(jars.toArray(Path[]::new));
    List<ModuleReference> described = new ArrayList<>();
    for (Path source : filesIn(sources)) {
      Optional<ModuleReference> module = published.find(source.getFileName().toString());
      described.add(module.orElseThrow(() -> new IllegalStateException("no jar for " + source)));
    }

    compile(described, sources, jars, classes);
    Files.createDirectories(output);
    for (Path old : filesIn(output)) {
      Files.delete(old);
    }
    for (ModuleReference module : described) {
      describe(module, classes, output.resolve(module.descriptor().name() + ".jar"), date);
    }
    for (ModuleReference module : published.findAll()) {
      if (!module.descriptor().isAutomatic() && !described.contains(module)) {
        Files.copy(jarOf(module), output.resolve(jarOf(module).getFileName()));
      }
    }
  }

  private static void compile(
      List<ModuleReference> modules, Path sources, List<Path> jars, Path classes) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("-Xlint:all", "-Werror", "-proc:none", "-d", classes.toString()));
    args.addAll(List.of("--module-source-path", sources.toString()));
    args.addAll(
        List.of(
            "--module-path",
            String.join(File.pathSeparator, jars.stream().map(Path::toString).toList())));
    args.addAll(
        List.of(
            "--module",
            String.join(",", modules.stream().map(m -> m.descriptor().name()).toList())));
    for (ModuleReference module : modules) {
      args.addAll(List.of("--patch-module", module.descriptor().name() + "=" + jarOf(module)));
    }
    run("javac", args);
  }

  private static void describe(ModuleReference module, Path classes, Path jar, String date)
      throws IOException {
    Files.copy(jarOf(module), jar);
    removeSignatureAndDescriptors(jar);
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--update", "--file", jar.toString(), "--date", date));
    module
        .descriptor()
        .rawVersion()
        .ifPresent(version -> args.addAll(List.of("--module-version", version)));
    args.addAll(
        List.of("-C", classes.resolve(module.descriptor().name()).toString(), "module-info.class"));
    run("jar", args);
  }

  private static void removeSignatureAndDescriptors(Path jar) throws IOException {
    Pattern unwanted =
        Pattern.compile("/META-INF/([^/]*\\.(SF|RSA|DSA|EC)|versions/[0-9]+/module-info\\.class)");
    try (FileSystem content = FileSystems.newFileSystem(jar);
        Stream<Path> files = Files.walk(content.getPath("/META-INF"))) {
      for (Path file : files.toList()) {
        if (unwanted.matcher(file.toString()).matches()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Path jarOf(ModuleReference module) {
    return Path.of(module.location().orElseThrow());
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void run(String tool, List<String> args) {
    String[] array = args.toArray(String[]::new);
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.err, System.err, array);
    if (code != 0) {
      System.exit(code);
    }
  }
}
