package connet.client.forward;

import connet.client.path.Path;
import connet.protocol.ProxyVersion;
import connet.transport.ProxyHeader;
import connet.transport.QuicStream;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A forwarded connection that a destination has answered, encrypted as the two ends have agreed.
 *
 * @param proxyProtocol the header that the destination asks for, a number of {@link ProxyVersion}
 */
public record Opened(QuicStream stream, Path path, int proxyProtocol) {
  /** Writes the header that is asked for, if any, before everything else. */
  public void introduce(InetSocketAddress from, InetSocketAddress to) throws IOException {
    switch (proxyProtocol) {
      case ProxyVersion.V1 -> stream.output().write(ProxyHeader.v1(from, to));
      case ProxyVersion.V2 -> stream.output().write(ProxyHeader.v2(from, to));
      default -> {}
    }
  }

  /** The same for a connection that nobody has made from elsewhere. */
  public void introduceNobody() throws IOException {
    switch (proxyProtocol) {
      case ProxyVersion.V1 -> stream.output().write(ProxyHeader.v1());
      case ProxyVersion.V2 -> stream.output().write(ProxyHeader.v2());
      default -> {}
    }
  }
}
