package connet.protocol;

/**
 * How much a message may hold, beside the limit of its frame. The numbers are ours: far above what
 * a real peer says, far below what would hurt, since most of it is handed on to every peer of an
 * endpoint.
 */
public final class Limits {
  /** Metadata of a client or relay, in bytes of UTF-8. */
  public static final int METADATA = 4096;

  /** Build version of a peer, in bytes of UTF-8. */
  public static final int BUILD_VERSION = 256;

  /** Name of an endpoint, in bytes of UTF-8. */
  public static final int ENDPOINT_NAME = 256;

  /**
   * Id of a client, relay or control server as others know it, in bytes of UTF-8; our own have 52.
   */
  public static final int ID = 256;

  /** Host name, in characters (RFC 1035, section 2.3.4). */
  public static final int HOST = 255;

  /** One certificate, in bytes of DER; those of the network have less than 500. */
  public static final int CERTIFICATE = 8192;

  /**
   * Direct addresses that one peer announces. A host with many interfaces announces one for each.
   */
  public static final int DIRECTS = 1024;

  /** Relays that one peer announces. */
  public static final int RELAY_IDS = 1024;

  /** All that a control server says about one peer or relay, in bytes. */
  public static final int ENTRY = 128 * 1024;

  /** Addresses of one relay. */
  public static final int RELAY_ADDRESSES = 64;

  /** Encryption schemes that one source offers. */
  public static final int ENCRYPTIONS = 64;

  /** Message of an error, in characters; what is longer is cut. */
  public static final int ERROR_MESSAGE = 1024;

  private Limits() {}
}
