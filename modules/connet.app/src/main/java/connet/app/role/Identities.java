package connet.app.role;

import connet.transport.Identity;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The certificates of a server's addresses: those that were given, else one of its own. */
final class Identities {
  private final Path folder;
  private final String name;
  private final Host host;
  private @Nullable Identity own;

  /**
   * Makes none yet.
   *
   * @param name by which the server is dialed
   */
  Identities(Path folder, String name, Host host) {
    this.folder = folder;
    this.name = name;
    this.host = host;
  }

  /** The certificate that was given, else the server's own, whose file is printed once. */
  Identity or(@Nullable Identity given) throws StartException {
    if (given != null) {
      return given;
    }
    Identity made = own == null ? OwnCertificate.or(null, folder, name, host) : own;
    own = made;
    return made;
  }
}
