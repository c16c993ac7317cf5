package connet.transport;

import java.io.Serial;

/** A dial has failed because we do not accept the server's certificate. */
public final class UntrustedServerException extends ConnectionClosedException {
  @Serial private static final long serialVersionUID = 1;

  UntrustedServerException(ConnectionEnd end) {
    super(end);
  }
}
