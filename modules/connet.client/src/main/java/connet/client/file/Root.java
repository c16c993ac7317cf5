package connet.client.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder that nothing outside of is served. */
final class Root {
  private final Path folder;

  Root(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /**
   * The file or folder of this name, without symbolic links in its path: if one leads out of the
   * folder, or nothing is there, nothing is found.
   */
  Optional<Path> find(List<String> names) {
    try {
      Path real = folder.toRealPath();
      Path wanted = real;
      for (String name : names) {
        Path one = Path.of(name);
        // As a name is read by this system: no separators of its own, no drives.
        if (one.isAbsolute() || one.getNameCount() != 1 || !one.toString().equals(name)) {
          return Optional.empty();
        }
        wanted = wanted.resolve(one);
      }
      Path found = wanted.toRealPath();
      return found.startsWith(real) ? Optional.of(found) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
