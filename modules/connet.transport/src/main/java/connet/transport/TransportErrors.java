package connet.transport;

import javax.net.ssl.SSLHandshakeException;

/** Puts what QUIC and TLS say about a failed connection into words. */
final class TransportErrors {
  /** TLS alerts are QUIC error codes from here on (RFC 9001, section 4.8). */
  private static final int CRYPTO = 0x100;

  private TransportErrors() {}

  static String describe(int code, String reason) {
    String what =
        code >= CRYPTO && code < 2 * CRYPTO
            ? "the peer refused the TLS handshake: " + alert(code - CRYPTO)
            : "the peer closed the connection: " + transportError(code);
    return reason.isEmpty() ? what : what + " (" + reason + ")";
  }

  static String describe(Throwable problem) {
    String said = Addresses.why(problem);
    return problem instanceof SSLHandshakeException || said.contains("TLS")
        ? "the TLS handshake failed: " + said
        : said;
  }

  /** The alerts that are met in practice (RFC 8446, section 6). */
  private static String alert(int number) {
    String name =
        switch (number) {
          case 40 -> "handshake failure";
          case 42 -> "bad certificate";
          case 44 -> "certificate revoked";
          case 45 -> "certificate expired";
          case 46 -> "certificate unknown";
          case 48 -> "certificate not accepted";
          case 51 -> "bad signature";
          case 80 -> "internal error, often an unknown server name";
          case 112 -> "unknown server name";
          case 116 -> "a client certificate is required";
          case 120 -> "no common protocol version";
          default -> "";
        };
    return "alert " + number + (name.isEmpty() ? "" : ", " + name);
  }

  /** RFC 9000, section 20.1. */
  private static String transportError(int code) {
    return switch (code) {
      case 0 -> "no error";
      case 1 -> "internal error";
      case 2 -> "connection refused";
      case 3 -> "flow control error";
      case 4 -> "stream limit error";
      case 10 -> "protocol violation";
      default -> "transport error " + code;
    };
  }
}
