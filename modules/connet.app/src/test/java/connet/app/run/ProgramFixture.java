package connet.app.run;

import connet.app.role.Host;
import connet.app.role.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program within the test, and keeps what it says. */
abstract class ProgramFixture {
  @TempDir Path folder;

  final Map<String, String> environment = new HashMap<>();
  final Stop stop = new Stop();

  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Whether nothing can be written to standard output. */
  boolean full;

  private static final class Full extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("no space left on device");
    }
  }

  final int run(String... args) {
    Host host =
        new Host(
            new PrintStream(full ? new Full() : out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            "Linux",
            folder);
    return new Program(host, stop).run(args);
  }

  /** Writes a file that is its owner's alone, where the system knows of such. */
  final String file(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file.toString();
  }

  final String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  final String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
