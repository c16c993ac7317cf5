package connet.app.run;

/** Which connet this is. */
final class Version {
  private Version() {}

  /** The version that the build gave this module. */
  static String text() {
    var descriptor = Version.class.getModule().getDescriptor();
    // Classes that a test runs from a folder have no version.
    return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
  }
}
