package connet.protocol;

import java.io.IOException;
import java.io.Serial;

/** A peer answered with an error. */
public final class ErrorStatusException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final int code;
  private final String text;

  /** The peer's answer is {@code status}. */
  public ErrorStatusException(ErrorStatus status) {
    super(status.toString());
    this.code = status.code();
    this.text = status.message();
  }

  /** What the peer answered. */
  public ErrorStatus status() {
    return new ErrorStatus(code, text);
  }
}
