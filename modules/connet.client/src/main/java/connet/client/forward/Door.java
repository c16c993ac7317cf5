package connet.client.forward;

import connet.transport.TcpConnection;
import java.io.IOException;

/** What becomes of the TCP connections that a source has accepted. */
@FunctionalInterface
public interface Door {
  /** Serves a connection to its end, on the calling thread, and closes it. */
  void enter(TcpConnection tcp) throws IOException, InterruptedException;
}
