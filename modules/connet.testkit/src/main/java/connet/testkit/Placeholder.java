package connet.testkit;

/** Stands in until the first real class of this module is there. */
public final class Placeholder {
  private Placeholder() {}
}
