package connet.control.directory;

import connet.protocol.ErrorStatus;
import java.io.Serial;

/**
 * A request that was understood and is not granted. It is answered, and its stream ends; nothing
 * else does.
 */
public final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;

  /** Refuses with one of the network's error codes and a reason fit to be sent. */
  public RefusedException(int code, String reason) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }

  /** The answer. */
  public ErrorStatus status() {
    return new ErrorStatus(code, reason);
  }
}
