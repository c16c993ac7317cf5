package connet.protocol;

import java.io.IOException;
import java.io.Serial;

/**
 * The content of a PEM file is not what it should be. The message says what is wrong and what to
 * do, and starts so that the path of the file can be put before it.
 */
public final class PemException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  PemException(String message) {
    super(message);
  }
}
