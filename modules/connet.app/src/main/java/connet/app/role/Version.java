package connet.app.role;

/** Which connet this is. */
public final class Version {
  private Version() {}

  /** The version that the build gave this module. */
  public static String text() {
    var descriptor = Version.class.getModule().getDescriptor();
    // Classes that a test runs from a folder have no version.
    return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
  }
}
