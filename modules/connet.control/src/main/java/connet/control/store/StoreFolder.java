package connet.control.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * The folder that holds the store: made for its owner alone, and used by one store of this process
 * at a time. Other processes are kept out by the file's lock; within a process a lock is of no use,
 * as on Linux it is lost as soon as the same file is opened and closed once more.
 */
final class StoreFolder {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /** Guarded by itself. */
  private static final Set<Path> IN_USE = new HashSet<>();

  private final Path folder;

  private StoreFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder when it is missing and takes it for a store of this process. */
  static StoreFolder take(Path folder) throws IOException {
    Path real;
    try {
      Files.createDirectories(folder, only(OWNER_FOLDER));
      real = folder.toRealPath();
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "store folder " + folder + " cannot be made: a file of that name is in the way", e);
    } catch (IOException e) {
      throw new IOException("store folder " + folder + " cannot be made: " + reason(e), e);
    }
    synchronized (IN_USE) {
      if (!IN_USE.add(real)) {
        throw new IOException(
            "store folder " + folder + " is in use by another server of this process");
      }
    }
    return new StoreFolder(real);
  }

  Path path() {
    return folder;
  }

  void release() {
    synchronized (IN_USE) {
      IN_USE.remove(folder);
    }
  }

  /** Makes the file, or takes away what others may do with one that is there: it holds secrets. */
  static void createPrivateFile(Path file) throws IOException {
    try {
      Files.createFile(file, only(OWNER_FILE));
    } catch (FileAlreadyExistsException e) {
      if (POSIX && !Files.getPosixFilePermissions(file).equals(OWNER_FILE)) {
        Files.setPosixFilePermissions(file, OWNER_FILE);
      }
    } catch (IOException e) {
      throw new IOException("store " + file + " cannot be made: " + reason(e), e);
    }
  }

  private static FileAttribute<?>[] only(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** File system exceptions say only the path in their message when the reason is their type. */
  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }
}
