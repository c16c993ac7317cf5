package connet.transport;

import java.io.IOException;

/** There is no server to pass a request on to. */
public final class NoUpstreamException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The message is for the one who asks: no addresses, no names of machines. */
  public NoUpstreamException(String message) {
    super(message);
  }
}
