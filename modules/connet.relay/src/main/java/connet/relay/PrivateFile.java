package connet.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Small files that only their owner may read. After a crash at any moment such a file has either
 * its old content or its new one.
 */
final class PrivateFile {
  private static final long MOST_BYTES = 64 * 1024;

  private PrivateFile() {}

  /** Makes the folder, if it is missing, for its owner alone. */
  static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, owner(folder, "rwx------"));
  }

  /** Reads the file, which must be there. */
  static byte[] read(Path path) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new IOException(path + " is damaged: it is too large");
    }
    return Files.readAllBytes(path);
  }

  /** Replaces the content; it is on the disk when this returns. */
  static void write(Path path, byte[] content) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Path temporary =
        Files.createTempFile(folder, path.getFileName() + ".", ".tmp", owner(path, "rw-------"));
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    if (folder != null && posix(folder)) {
      // The new name is on the disk once the folder is; Windows has no such thing.
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Why a file could not be read or written; the messages of such exceptions are often a path. */
  static String why(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case NoSuchFileException missing -> "no such file or folder: " + missing.getFile();
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  private static FileAttribute<?>[] owner(Path near, String permissions) {
    return posix(near)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path near) {
    return near.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
