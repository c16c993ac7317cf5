package connet.protocol;

import java.io.IOException;
import java.io.Serial;

/**
 * A message that is longer than the limit. Nothing of it was read beyond its length, so its stream
 * cannot go on.
 */
public final class FrameException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  FrameException(String length, int limit) {
    super("a message of " + length + " bytes, the limit is " + limit);
  }
}
