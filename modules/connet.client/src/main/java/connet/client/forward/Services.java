package connet.client.forward;

import connet.client.address.Names;
import connet.client.task.Race;
import connet.client.task.Race.Attempt;
import connet.protocol.HostPort;
import connet.transport.QuicSocket;
import connet.transport.TcpConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** TCP connections to the service behind a destination. */
public final class Services {
  /** Sources wait five seconds for an answer: they are to get one before that. */
  public static final Duration DIAL = Duration.ofSeconds(4);

  private static final Duration STAGGER = Duration.ofMillis(250); // RFC 8305, section 8

  private Services() {}

  /**
   * A connection to one of the service's addresses, whose name is resolved each time.
   *
   * @param within how long connecting to one of them may take
   */
  public static TcpConnection dial(
      QuicSocket socket, Names names, HostPort service, Duration within)
      throws IOException, InterruptedException {
    List<Attempt<TcpConnection>> attempts =
        names.resolve(service.host()).stream()
            .map(ip -> new InetSocketAddress(ip, service.port()))
            .<Attempt<TcpConnection>>map(address -> () -> socket.dialTcp(address, within))
            .toList();
    return Race.first("service " + service, attempts, STAGGER);
  }
}
