package connet.app.config;

import connet.protocol.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Looks after files that only their owner should read. */
final class SecretFiles {
  private static final int KEY_BYTES = 32;

  private SecretFiles() {}

  /** A key of 32 bytes in a file, or nothing after noting what is wrong. */
  static Optional<Bytes> key(Setting<Path> file, Problems problems) {
    try (InputStream in = Files.newInputStream(file.value())) {
      byte[] key = in.readNBytes(KEY_BYTES + 1);
      if (key.length != KEY_BYTES) {
        problems.add(file.origin(), "the file must hold exactly 32 bytes: " + file.value());
        return Optional.empty();
      }
      warnWhenOthersMayRead("key", file.value(), problems);
      return Optional.of(Bytes.of(key));
    } catch (NoSuchFileException e) {
      problems.add(file.origin(), "no such file: " + file.value());
    } catch (IOException e) {
      problems.add(file.origin(), "cannot read the file: " + file.value());
    }
    return Optional.empty();
  }

  /** The same of a configuration file in which a secret stands. */
  static void warnWhenOthersMayRead(Origin secret, Problems problems) {
    if (secret instanceof Origin.InFile(String file, int line, String key)) {
      warnWhenOthersMayRead("file with '" + key + "' in line " + line, Path.of(file), problems);
    }
  }

  /** Warns where the system has permissions of the POSIX kind and they let everybody read. */
  static void warnWhenOthersMayRead(String what, Path file, Problems problems) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view == null) {
        return;
      }
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        problems.warn(
            "every user of this machine can read the "
                + what
                + ", run chmod o-rwx on it file="
                + file
                + " mode="
                + PosixFilePermissions.toString(permissions));
      }
    } catch (NoSuchFileException e) {
      // Whoever needs it says so.
    } catch (IOException e) {
      problems.warn("cannot see who may read the " + what + " file=" + file + " error=" + e);
    }
  }
}
