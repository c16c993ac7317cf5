package connet.app.service;

import java.nio.file.Path;

/** What to do about services that are there, or are not. */
final class Remedy {
  private Remedy() {}

  static String installedAlready(Service service, Path file) {
    return installed(service, ", by " + file);
  }

  static String installedAlready(Service service) {
    return installed(service, "");
  }

  private static String installed(Service service, String by) {
    String word = service.word();
    return "the "
        + word
        + " is installed already"
        + by
        + "; 'connet service uninstall "
        + word
        + "' removes it";
  }

  static String notInstalled(Service service) {
    return "the "
        + service.word()
        + " is not installed: 'connet service install "
        + service.word()
        + "' does that";
  }
}
