package connet.client.lab;

import connet.client.task.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Other addresses for some UDP addresses, by way of which no packet comes while they are muted. */
public final class UdpProxies implements AutoCloseable {
  private final Tasks tasks = new Tasks("UDP proxies");
  private final Map<InetSocketAddress, Proxy> byTarget = new ConcurrentHashMap<>();
  private volatile boolean muted;

  /** The other address of this one. */
  public InetSocketAddress of(InetSocketAddress target) {
    return (InetSocketAddress)
        byTarget.computeIfAbsent(target, Proxy::new).socket.getLocalSocketAddress();
  }

  public void mute(boolean silent) {
    muted = silent;
  }

  private static DatagramSocket bind() {
    try {
      return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Proxy {
    private final InetSocketAddress target;
    private final DatagramSocket socket = bind();
    private final Map<SocketAddress, DatagramSocket> bySender = new ConcurrentHashMap<>();

    Proxy(InetSocketAddress target) {
      this.target = target;
      tasks.start("to " + target, this::forward);
    }

    private void forward() throws IOException {
      while (true) {
        var packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        SocketAddress sender = packet.getSocketAddress();
        DatagramSocket own = bySender.computeIfAbsent(sender, this::back);
        packet.setSocketAddress(target);
        if (!muted) {
          own.send(packet);
        }
      }
    }

    private DatagramSocket back(SocketAddress sender) {
      DatagramSocket own = bind();
      tasks.start(
          "back to " + sender,
          () -> {
            while (true) {
              var packet = new DatagramPacket(new byte[2000], 2000);
              own.receive(packet);
              packet.setSocketAddress(sender);
              if (!muted) {
                socket.send(packet);
              }
            }
          });
      return own;
    }
  }

  @Override
  public void close() {
    for (Proxy proxy : byTarget.values()) {
      proxy.socket.close();
      proxy.bySender.values().forEach(DatagramSocket::close);
    }
    tasks.close();
  }
}
