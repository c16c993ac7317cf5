package connet.protocol;

/**
 * Which PROXY header a destination wants from the source: numbers of the wire, where any other
 * means none.
 */
public final class ProxyVersion {
  /** No header. */
  public static final int NONE = 0;

  /** The text header. */
  public static final int V1 = 1;

  /** The binary header. */
  public static final int V2 = 2;

  private ProxyVersion() {}
}
