package connet.app.role;

import connet.transport.QuicSocket;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns when the system gives sockets a smaller receive buffer than a fast transfer needs. */
public final class ReceiveBuffer {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiveBuffer.class);

  private ReceiveBuffer() {}

  /**
   * Warns once, however many sockets the program has: the system treats them all alike, so a socket
   * that is bound for this alone tells.
   */
  public static void warnWhenSmall(String system) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (QuicSocket socket = QuicSocket.bind(SocketSettings.at(anyPort))) {
      warning(system, socket.receiveBufferAsked(), socket.receiveBufferGranted())
          .ifPresent(LOG::warn);
    }
  }

  /** The warning for these numbers of bytes, if one is due. */
  static Optional<String> warning(String system, int asked, int granted) {
    if (granted >= asked) {
      return Optional.empty();
    }
    String remedy =
        switch (system) {
          case "Linux" -> ", raise the limit: sysctl -w net.core.rmem_max=" + asked;
          case "Mac OS X" -> ", raise the limit: sysctl -w kern.ipc.maxsockbuf=" + asked;
          default -> "";
        };
    return Optional.of(
        "the system granted a UDP receive buffer of "
            + granted
            + " bytes instead of "
            + asked
            + ", fast transfers may lose packets"
            + remedy);
  }
}
