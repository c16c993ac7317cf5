package connet.relay;

import java.io.IOException;

/** The control server is not the one at which this relay was registered before. */
final class ChangedControlIdException extends IOException {
  private static final long serialVersionUID = 1L;

  ChangedControlIdException(String before, String now) {
    super("it was " + before + " before and is " + now + " now");
  }
}
