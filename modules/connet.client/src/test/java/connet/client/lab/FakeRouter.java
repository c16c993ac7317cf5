package connet.client.lab;

import connet.client.task.Tasks;
import connet.client.task.Watched;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A router that speaks NAT-PMP and PCP on the loopback interface. It can be made to lie. */
public final class FakeRouter implements AutoCloseable {
  private static final byte[] NOTHING = {};

  private final DatagramSocket socket;
  private final Tasks tasks = new Tasks("router");

  /** What was asked, in words: protocol, question, external port wanted, lifetime. */
  private final Watched<List<String>> heard = new Watched<>(List.of());

  private volatile boolean natPmp = true;
  private volatile boolean pcp = true;
  private volatile InetAddress external = InetAddress.ofLiteral("203.0.113.7");
  private volatile int externalPort = 40_001;
  private volatile int lifetime = 600;
  private volatile int result;
  private volatile long begun = System.nanoTime() - Duration.ofHours(1).toNanos();
  private volatile UnaryOperator<byte[]> bend = UnaryOperator.identity();

  private FakeRouter(DatagramSocket socket) {
    this.socket = socket;
  }

  public static FakeRouter start() throws IOException {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public static FakeRouter start(InetSocketAddress address) throws IOException {
    var router = new FakeRouter(new DatagramSocket(address));
    router.tasks.start("answer", router::answer);
    return router;
  }

  public int port() {
    return socket.getLocalPort();
  }

  public Watched<List<String>> heard() {
    return heard;
  }

  public void speaks(boolean pcpToo, boolean natPmpToo) {
    pcp = pcpToo;
    natPmp = natPmpToo;
  }

  public void mapsTo(InetAddress address, int port) {
    external = address;
    externalPort = port;
  }

  public void lifetime(Duration granted) {
    lifetime = (int) granted.toSeconds();
  }

  public void refuse(int code) {
    result = code;
  }

  /** Changes each answer; an empty one is not sent. */
  public void bend(UnaryOperator<byte[]> change) {
    bend = change;
  }

  public void silence() {
    bend = _ -> NOTHING;
  }

  /** Forgets everything. */
  public void restart() {
    begun = System.nanoTime();
  }

  /** Tells that it has restarted, as to everybody. */
  public void announce(int port) throws IOException {
    byte[] data =
        ByteBuffer.allocate(12)
            .putShort((short) 128)
            .putShort((short) 0)
            .putInt(seconds())
            .put(external.getAddress())
            .array();
    socket.send(
        new DatagramPacket(
            data, data.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  private int seconds() {
    return (int) Duration.ofNanos(System.nanoTime() - begun).toSeconds();
  }

  private void answer() throws IOException {
    while (true) {
      var packet = new DatagramPacket(new byte[1100], 1100);
      socket.receive(packet);
      ByteBuffer asked =
          ByteBuffer.wrap(Arrays.copyOf(packet.getData(), packet.getLength())).asReadOnlyBuffer();
      byte[] answer = bend.apply(asked.get(0) == 2 ? pcp(asked) : natPmp(asked));
      if (answer.length > 0) {
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    }
  }

  private void note(String question) {
    heard.update(old -> Stream.concat(old.stream(), Stream.of(question)).toList());
  }

  private byte[] natPmp(ByteBuffer asked) {
    if (!natPmp) {
      return NOTHING;
    }
    boolean address = asked.get(1) == 0 && asked.limit() == 2;
    var answer =
        ByteBuffer.allocate(address ? 12 : 16)
            .putShort((short) (128 + asked.get(1)))
            .putShort((short) result)
            .putInt(seconds());
    if (address) {
      note("NAT-PMP address");
      return answer.put(external.getAddress()).array();
    }
    int seconds = asked.getInt(8);
    note("NAT-PMP map %d %d".formatted(asked.getShort(6) & 0xffff, seconds));
    return answer
        .putShort(asked.getShort(4))
        .putShort((short) (seconds == 0 ? 0 : externalPort))
        .putInt(seconds == 0 ? 0 : lifetime)
        .array();
  }

  private byte[] pcp(ByteBuffer asked) {
    if (!pcp) {
      // What a router that knows NAT-PMP only answers: RFC 6886, section 3.5.
      return natPmp ? ByteBuffer.allocate(8).put(new byte[] {0, -128, 0, 1}).array() : NOTHING;
    }
    int seconds = asked.getInt(4);
    var answer =
        ByteBuffer.allocate(asked.limit())
            .put((byte) 2)
            .put((byte) (0x80 | asked.get(1)))
            .put((byte) 0)
            .put((byte) result)
            .putInt(seconds == 0 ? 0 : lifetime)
            .putInt(seconds())
            .position(24);
    if (asked.get(1) == 0) {
      note("PCP announce");
      return answer.array();
    }
    note("PCP map %d %d".formatted(asked.getShort(42) & 0xffff, seconds));
    byte[] nonceToPort = new byte[18];
    asked.get(24, nonceToPort);
    return answer
        .put(nonceToPort)
        .putShort((short) (seconds == 0 ? 0 : externalPort))
        .putLong(0)
        .putInt(0xffff)
        .put(external.getAddress())
        .array();
  }

  @Override
  public void close() {
    socket.close();
    tasks.close();
  }
}
