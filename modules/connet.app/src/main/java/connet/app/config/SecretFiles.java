package connet.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Looks after files that only their owner should read. */
final class SecretFiles {
  private SecretFiles() {}

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
                + ", run chmod 600 on it file="
                + file
                + " mode="
                + PosixFilePermissions.toString(permissions));
      }
    } catch (IOException e) {
      problems.warn("cannot see who may read the " + what + " file=" + file + " error=" + e);
    }
  }
}
