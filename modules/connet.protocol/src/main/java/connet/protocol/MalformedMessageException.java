package connet.protocol;

import java.io.IOException;
import java.io.Serial;

/**
 * A message that cannot be read, or does not hold what it must. It ends the conversation that it
 * was sent in, and nothing else.
 */
public final class MalformedMessageException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final int errorCode;

  /**
   * Answered with {@code errorCode}, one of {@link ErrorCode}; {@code message} says what is wrong
   * and is fit to be sent.
   */
  public MalformedMessageException(int errorCode, String message) {
    super(message);
    this.errorCode = errorCode;
  }

  /** The error code that answers the message. */
  public int errorCode() {
    return errorCode;
  }

  /** The answer to the message: the error code and what is wrong. */
  public ErrorStatus status() {
    String message = getMessage();
    return new ErrorStatus(errorCode, message == null ? "" : message);
  }
}
