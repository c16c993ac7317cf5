package connet.transport.http;

import java.time.Duration;

/** What is accepted of a message, and how long is waited for it. */
final class Limits {
  /** The first line of a message, in bytes. */
  static final int LINE = 16 * 1024;

  /** All header lines of a message together, in bytes; the trailing ones once more as many. */
  static final int HEADERS = 64 * 1024;

  /** Read at once, in bytes, and so the largest piece of a body that is in memory. */
  static final int PIECE = 32 * 1024;

  /** Payload of a WebSocket frame, in bytes: it is passed on when it is there as a whole. */
  static final int FRAME = 16 * 1024 * 1024;

  /** Payload of all WebSocket frames of this process that are not there as a whole, in bytes. */
  static final int FRAMES = 64 * 1024 * 1024;

  /** Between two requests of a connection, as the existing network has it. */
  static final Duration IDLE = Duration.ofMinutes(2);

  /** From the first byte of a head to its last. */
  static final Duration HEAD = Duration.ofSeconds(10);

  /** Between two pieces of a request's body, and until a slow reader takes something. */
  static final Duration STALLED = Duration.ofMinutes(5);

  /**
   * Somebody who has ended its direction may still wait for the response, or may be gone: only
   * writing tells. After this time the request is given up.
   */
  static final Duration HALF_CLOSED = Duration.ofSeconds(30);

  private Limits() {}
}
