package connet.protocol;

/** A message whose framing was not known before it was read. */
public final class DetectedFrame {
  private final Framing framing;
  private final byte[] body;

  DetectedFrame(Framing framing, byte[] body) {
    this.framing = framing;
    this.body = body;
  }

  /** The framing in which it came, and in which it is to be answered. */
  public Framing framing() {
    return framing;
  }

  /** The message itself, not copied: whoever reads the frame owns it. */
  public byte[] body() {
    return body;
  }
}
