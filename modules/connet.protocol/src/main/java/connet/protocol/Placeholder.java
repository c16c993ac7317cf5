package connet.protocol;

/** Stands in until the first real class of this module is there. */
public final class Placeholder {
  private Placeholder() {}

  static byte[] encoded(String name) {
    return connet.protocol.wire.Placeholder.newBuilder().setName(name).build().toByteArray();
  }
}
