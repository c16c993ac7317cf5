package connet.transport;

import java.io.IOException;

/** The QUIC connection has ended, or could not be made; {@link #end()} says how. */
public sealed class ConnectionClosedException extends IOException permits UntrustedServerException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectionEnd end;

  ConnectionClosedException(ConnectionEnd end) {
    super(message(end));
    this.end = end;
  }

  private static String message(ConnectionEnd end) {
    return end instanceof ConnectionEnd.Failed(String why) ? why : "connection " + end;
  }

  /** How the connection ended. */
  public ConnectionEnd end() {
    return end;
  }
}
