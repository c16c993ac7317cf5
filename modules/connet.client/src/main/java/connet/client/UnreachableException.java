package connet.client;

import java.io.IOException;

/** No destination of the endpoint could be reached; the message says what was tried. */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message) {
    super(message);
  }
}
