package connet.client.forward;

import java.io.IOException;

/** No destination has answered; the message says what was tried. */
public final class NoAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message);
  }
}
