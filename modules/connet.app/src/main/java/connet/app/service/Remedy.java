package connet.app.service;

/** What to do about services that are there, or are not. */
final class Remedy {
  private Remedy() {}

  static String uninstall(Service service) {
    return "; 'connet service uninstall " + service.word() + "' removes it";
  }

  static String notInstalled(Service service) {
    return "the "
        + service.word()
        + " is not installed: 'connet service install "
        + service.word()
        + "' does that";
  }
}
