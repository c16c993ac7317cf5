package connet.protocol;

/**
 * The error codes of the existing network: in an {@link ErrorStatus}, and as the application error
 * code that closes a connection. A peer may send others.
 */
public final class ErrorCode {
  /** No reason given; also closes a connection that has served its time. */
  public static final int UNKNOWN = 0;

  /** A request that is none of those known here. */
  public static final int REQUEST_UNKNOWN = 1;

  /** The first exchange on a new connection failed. */
  public static final int CONNECTION_CHECK_FAILED = 2;

  /** Token, ticket or the request that carries it is not accepted. */
  public static final int AUTHENTICATION_FAILED = 100;

  /** The token does not cover the endpoint. */
  public static final int ENDPOINT_NOT_ALLOWED = 101;

  /** The token does not cover the role. */
  public static final int ROLE_NOT_ALLOWED = 102;

  /** An announce that does not hold what it must. */
  public static final int ANNOUNCE_VALIDATION_FAILED = 200;

  /** An announce whose client certificate cannot be read. */
  public static final int ANNOUNCE_INVALID_CLIENT_CERTIFICATE = 201;

  /** An announce whose server certificate cannot be read. */
  public static final int ANNOUNCE_INVALID_SERVER_CERTIFICATE = 202;

  /** A request for relays that does not hold what it must. */
  public static final int RELAY_VALIDATION_FAILED = 300;

  /** A request for relays whose client certificate cannot be read. */
  public static final int RELAY_INVALID_CERTIFICATE = 301;

  /** A client ends its connection to a relay. */
  public static final int RELAY_KEEPALIVE_CLOSED = 302;

  /** Reserved by the existing network, never sent. */
  public static final int DIRECT_CONNECTION_CLOSED = 400;

  /** A peer ends its connection to a peer. */
  public static final int DIRECT_KEEPALIVE_CLOSED = 401;

  /** No destination of the endpoint is known. */
  public static final int DESTINATION_NOT_FOUND = 500;

  /** A destination did not reach its service. */
  public static final int DESTINATION_DIAL_FAILED = 501;

  /** Source and destination found no common encryption. */
  public static final int DESTINATION_RELAY_ENCRYPTION_ERROR = 502;

  private ErrorCode() {}

  /**
   * What {@code code} means, in a few words: "authentication failed"; "error 999" for one that is
   * not known here.
   */
  public static String describe(int code) {
    return switch (code) {
      case UNKNOWN -> "no reason given";
      case REQUEST_UNKNOWN -> "unknown request";
      case CONNECTION_CHECK_FAILED -> "connection check failed";
      case AUTHENTICATION_FAILED -> "authentication failed";
      case ENDPOINT_NOT_ALLOWED -> "endpoint not allowed";
      case ROLE_NOT_ALLOWED -> "role not allowed";
      case ANNOUNCE_VALIDATION_FAILED -> "announce not valid";
      case ANNOUNCE_INVALID_CLIENT_CERTIFICATE -> "client certificate not valid";
      case ANNOUNCE_INVALID_SERVER_CERTIFICATE -> "server certificate not valid";
      case RELAY_VALIDATION_FAILED -> "request for relays not valid";
      case RELAY_INVALID_CERTIFICATE -> "certificate for relays not valid";
      case RELAY_KEEPALIVE_CLOSED -> "relay connection ended";
      case DIRECT_CONNECTION_CLOSED, DIRECT_KEEPALIVE_CLOSED -> "direct connection ended";
      case DESTINATION_NOT_FOUND -> "destination not found";
      case DESTINATION_DIAL_FAILED -> "destination does not reach its service";
      case DESTINATION_RELAY_ENCRYPTION_ERROR -> "no common encryption";
      default -> "error " + code;
    };
  }
}
