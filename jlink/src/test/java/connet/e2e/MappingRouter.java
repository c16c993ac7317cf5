package connet.e2e;

import connet.testkit.Namespace;
import connet.testkit.NetworkLab.Hidden;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;

/**
 * Gives a router of the lab what home routers have: it speaks NAT-PMP (RFC 6886) to the machine
 * behind it and passes on what arrives at the port that it has mapped.
 */
final class MappingRouter implements AutoCloseable {
  private static final int PORT = 5351;
  private static final int MAPPED_PORT = 40_404;
  private static final int LIFETIME_SECONDS = 600;

  private final Namespace namespace;
  private final String machine;
  private final InetAddress outside;
  private final DatagramSocket socket;
  private volatile boolean mapped;
  private volatile String trouble = "";

  private MappingRouter(Hidden hidden, DatagramSocket socket) {
    this.namespace = hidden.router().namespace();
    this.machine = hidden.machine().address();
    this.outside = InetAddress.ofLiteral(hidden.router().address());
    this.socket = socket;
  }

  /** Starts to serve the machine behind a router. */
  static MappingRouter start(Hidden hidden) throws Exception {
    String inside = hidden.machine().address().replaceFirst("\\.2$", ".1");
    DatagramSocket socket =
        hidden
            .router()
            .namespace()
            .call(() -> new DatagramSocket(new InetSocketAddress(inside, PORT)));
    MappingRouter router = new MappingRouter(hidden, socket);
    Thread.ofVirtual().name("router").start(router::serve);
    return router;
  }

  /** Where the machine behind it is reached. */
  String external() {
    return outside.getHostAddress() + ":" + MAPPED_PORT;
  }

  /** Whether a port is mapped now. */
  boolean mapped() {
    if (!trouble.isEmpty()) {
      throw new AssertionError(trouble);
    }
    return mapped;
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    while (!socket.isClosed()) {
      try {
        packet.setLength(100);
        socket.receive(packet);
        byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (SocketException e) {
        return; // closed
      } catch (IOException e) {
        trouble = e.toString();
      }
    }
  }

  private byte[] answer(ByteBuffer asked) throws IOException {
    int seconds = (int) (System.nanoTime() / 1_000_000_000);
    if (asked.get(0) != 0) {
      // Another version, such as PCP's: not known here.
      return ByteBuffer.allocate(8).putShort((short) 128).putShort((short) 1).putInt(0).array();
    }
    if (asked.get(1) == 0) {
      return ByteBuffer.allocate(12)
          .putShort((short) 128)
          .putShort((short) 0)
          .putInt(seconds)
          .put(outside.getAddress())
          .array();
    }
    int port = asked.getShort(4) & 0xffff;
    boolean wanted = asked.getInt(8) != 0;
    map(port, wanted);
    return ByteBuffer.allocate(16)
        .putShort((short) 129)
        .putShort((short) 0)
        .putInt(seconds)
        .putShort((short) port)
        .putShort((short) (wanted ? MAPPED_PORT : 0))
        .putInt(wanted ? LIFETIME_SECONDS : 0)
        .array();
  }

  private void map(int port, boolean wanted) throws IOException {
    if (mapped == wanted) {
      return;
    }
    namespace.filter(
        wanted
            ? """
            table ip mapped {
              chain before {
                type nat hook prerouting priority dstnat - 1
                iifname "outside" udp dport %d dnat to %s:%d
              }
            }
            add rule ip filter through ct status dnat accept
            """
                .formatted(MAPPED_PORT, machine, port)
            : "delete table ip mapped");
    mapped = wanted;
  }

  @Override
  public void close() {
    socket.close();
  }
}
