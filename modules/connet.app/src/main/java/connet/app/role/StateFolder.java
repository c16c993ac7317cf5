package connet.app.role;

import connet.app.config.StateFolders;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the folder where a server keeps its state. */
final class StateFolder {
  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

  private StateFolder() {}

  /**
   * Finds and makes the folder of a role, and logs which one it is.
   *
   * @throws StartException when it cannot be made or written to
   */
  static Path open(@Nullable Path configured, String role, int port, Host host)
      throws StartException {
    StateFolders.StateFolder found =
        StateFolders.find(configured, role, port, host.environment(), host.system(), host.home());
    Path folder = found.path().toAbsolutePath().normalize();
    try {
      create(folder);
    } catch (IOException e) {
      throw unusable(folder, IoErrors.reason(e));
    }
    if (!Files.isWritable(folder)) {
      throw unusable(folder, "no permission to write there");
    }
    LOG.info("state is kept folder={} chosen-by={}", folder, found.reason());
    return folder;
  }

  /** Makes a folder with everything above it; only its owner may look into it. */
  static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectories(folder, ownerOnly("rwx------"));
  }

  /** Attributes for a new file or folder; none where the system knows no such permissions. */
  static FileAttribute<?>[] ownerOnly(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
  }

  private static StartException unusable(Path folder, String why) {
    return new StartException(
        "cannot keep state in "
            + folder
            + ": "
            + why
            + "; choose another folder with store-dir or $CONNET_STATE_DIR");
  }
}
