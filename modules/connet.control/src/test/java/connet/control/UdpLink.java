package connet.control;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The network between one socket and a server, which a test can cut. */
final class UdpLink implements AutoCloseable {
  private final DatagramSocket near = new DatagramSocket(TestServer.ANY_PORT);
  private final DatagramSocket far = new DatagramSocket(TestServer.ANY_PORT);
  private final InetSocketAddress server;
  private volatile @Nullable SocketAddress peer;
  private volatile boolean cut;

  UdpLink(InetSocketAddress server) throws IOException {
    this.server = server;
    Thread.ofPlatform().daemon().start(() -> forward(near, far, true));
    Thread.ofPlatform().daemon().start(() -> forward(far, near, false));
  }

  /** Where the server is reached through the link. */
  InetSocketAddress address() {
    return (InetSocketAddress) near.getLocalSocketAddress();
  }

  /** From now on nothing gets through. */
  void cut() {
    cut = true;
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }

  private void forward(DatagramSocket from, DatagramSocket to, boolean toServer) {
    byte[] buffer = new byte[65_535];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        from.receive(packet);
        if (toServer) {
          peer = packet.getSocketAddress();
        }
        SocketAddress next = toServer ? server : peer;
        if (!cut && next != null) {
          packet.setSocketAddress(next);
          to.send(packet);
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }
}
