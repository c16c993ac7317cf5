package connet.jlink;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Links the runtime image: {@code Link DESCRIBED JARS LAUNCHERS IMAGE STARTED}.
 *
 * <p>DESCRIBED is the folder of third-party modules that were given a descriptor, JARS the class
 * path of the application, LAUNCHERS the folder of the scripts that go to the image's bin, IMAGE
 * the folder to make, which is replaced, and STARTED when the build began, which becomes the time
 * of the image's file "release": what was changed later is not in it.
 */
public final class Link {
  /** The application, and the logger that it finds as a service and hence does not require. */
  private static final String ROOTS = "connet.app,org.slf4j.simple";

  /**
   * What the virtual machine is told at every start, whoever starts it.
   *
   * <ul>
   *   <li>Netty loads its native libraries, and takes its memory by sun.misc.Unsafe; the
   *       application calls the C library to talk with systemd or Windows: nothing of it warns.
   *   <li>The serial collector: the least memory, and the bytes that connet forwards are not on the
   *       heap.
   *   <li>At most 512 MiB of heap, and as much of Netty's buffers, so that a small machine is not
   *       swamped; the heap begins small. More by the environment variable JDK_JAVA_OPTIONS.
   * </ul>
   */
  private static final String OPTIONS =
      String.join(
          " ",
          "--enable-native-access=io.netty.common,connet.app",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-Xms16m",
          "-Xmx512m");

  /** A loaded machine takes half a minute for it. */
  private static final int TRAINING_MINUTES = 5;

  private static final int TRAININGS = 2;

  private static final String SYSTEM = System.getProperty("os.name").toLowerCase(Locale.ROOT);
  private static final boolean WINDOWS = SYSTEM.startsWith("windows");
  private static final boolean LINUX = SYSTEM.equals("linux");

  private Link() {}

  public static void main(String[] args) throws IOException {
    String described = args[0];
    String jars = args[1];
    Path launchers = Path.of(args[2]);
    Path image = Path.of(args[3]);
    Instant started = Instant.parse(args[4]);

    delete(image);
    run(
        "jlink",
        // What has a descriptor comes before the same module without one.
        "--module-path",
        described + File.pathSeparator + jars,
        "--add-modules",
        ROOTS,
        "--output",
        image.toString(),
        "--add-options=" + OPTIONS,
        "--compress=zip-6",
        // Tools of the JDK, and what serves other JDKs that look into this one.
        "--exclude-files=/java.base/bin/keytool*,/jdk.httpserver/bin/jwebserver*,"
            + "/java.base/lib/jexec,/java.base/lib/jrt-fs.jar,/java.base/lib/classlist",
        // Of use in a jar only.
        "--exclude-resources=**/META-INF/MANIFEST.MF,**/META-INF/maven/**",
        "--no-header-files",
        "--no-man-pages");

    // Where the virtual machine looks first, so that nothing is unpacked when the program starts.
    Path libraries = image.resolve(WINDOWS ? "bin" : "lib");
    for (String jar : jars.split(File.pathSeparator, -1)) {
      if (jar.endsWith(".jar")) {
        copyLibraries(jar, libraries);
      }
    }
    if (LINUX) {
      strip(image);
    }
    copyLaunchers(launchers, image.resolve("bin"));
    train(image);
    Files.setLastModifiedTime(image.resolve("release"), FileTime.from(started));
  }

  /**
   * Lets the finished image carry a whole network once, and keeps what the virtual machine has
   * learnt of it (JEP 514): loaded and linked classes, and where the time goes. A start takes half
   * the time and a sixth less memory with it. Where the cache does not fit, the machine starts
   * without.
   */
  private static void train(Path image) throws IOException {
    Path log = image.resolveSibling("training.log");
    for (int i = 0; i < TRAININGS; i++) {
      if (demo(image, log, "--speed")) {
        return;
      }
    }
    System.err.println("trained without bulk transfers, which failed: see " + log);
    if (!demo(image, image.resolveSibling("training-check.log"))) {
      throw new IOException("the image does not run, see " + log);
    }
  }

  /** Runs the demo's check in the image and keeps what was learnt; false when it failed. */
  private static boolean demo(Path image, Path log, String... more) throws IOException {
    Path java = image.resolve("bin").resolve(WINDOWS ? "java.exe" : "java");
    List<String> command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-XX:AOTCacheOutput=" + image.resolve("lib").resolve("connet.aot"),
                "-Xlog:aot=error,cds=error",
                "-m",
                "connet.app/connet.app.Main",
                "demo",
                "--check",
                "--log-level=info"));
    command.addAll(List.of(more));
    Process training =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (training.waitFor(TRAINING_MINUTES, TimeUnit.MINUTES)) {
        return training.exitValue() == 0;
      }
      training.destroyForcibly();
      return false;
    } catch (InterruptedException e) {
      training.destroyForcibly();
      throw new IOException("interrupted while the image was tried", e);
    }
  }

  private static void copyLibraries(String jar, Path libraries) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().startsWith("META-INF/native/") && !entry.isDirectory()) {
          try (InputStream library = file.getInputStream(entry)) {
            Files.copy(library, libraries.resolve(Path.of(entry.getName()).getFileName()));
          }
        }
      }
    }
  }

  /**
   * Takes out of libraries and programs what only debuggers read, a tenth of the image; where there
   * is no tool for it, as on a Linux without a C compiler, it stays.
   */
  private static void strip(Path image) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("strip", "--strip-unneeded", "--remove-section=.comment"));
    try (Stream<Path> files = Files.walk(image)) {
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> file.toString().endsWith(".so") || Files.isExecutable(file))
          .map(Path::toString)
          .forEach(command::add);
    }
    Process strip;
    try {
      strip = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      System.err.println("libraries keep their symbols: " + e.getMessage());
      return;
    }
    try {
      if (strip.waitFor() != 0) {
        throw new IOException("libraries cannot be stripped");
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted while libraries were stripped", e);
    }
  }

  private static void copyLaunchers(Path launchers, Path bin) throws IOException {
    try (Stream<Path> files = Files.list(launchers)) {
      for (Path launcher : files.toList()) {
        boolean windows = launcher.toString().endsWith(".bat");
        if (windows == WINDOWS) {
          Path copy = Files.copy(launcher, bin.resolve(launcher.getFileName()));
          if (!copy.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + copy + " executable");
          }
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(String tool, String... args) {
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.err, System.err, args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
