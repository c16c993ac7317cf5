package connet.client.lab;

import connet.client.task.Tasks;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.CertificateChecks;
import connet.protocol.DetectedFrame;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.HostPort;
import connet.protocol.Leaf;
import connet.protocol.OfferedRelay;
import connet.protocol.PeerResponse;
import connet.protocol.RelayCertificate;
import connet.protocol.RelayClientAuthenticateRequest;
import connet.protocol.RelayClientAuthenticateResponse;
import connet.protocol.Role;
import connet.transport.ByteStream;
import connet.transport.ClientTrust;
import connet.transport.Identity;
import connet.transport.QuicConnection;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import connet.transport.QuicStream;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A relay that does just what a client sees of one; its tickets are not sealed. */
public final class FakeRelay implements AutoCloseable {
  /** What a relay may do to what goes through it. */
  public interface Meddler {
    /** The answer of a destination, as it is passed on. */
    default byte[] answer(byte[] body) {
      return body;
    }

    /** Bytes after the answer, as they are passed on. */
    default byte[] passed(boolean toSource, byte[] bytes) {
      return bytes;
    }

    /** Whether the source is told now that the destination has ended. */
    default boolean endsNow() {
      return false;
    }
  }

  private final QuicSocket socket;
  private final Leaf leaf = RelayCertificate.create(Instant.now());
  private final String id;
  private final Tasks tasks = new Tasks("fake relay");
  private final Map<QuicConnection, String> destinations = new ConcurrentHashMap<>();
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile @Nullable Meddler meddler;

  private FakeRelay(String id, QuicSocket socket) {
    this.id = id;
    this.socket = socket;
  }

  public static FakeRelay start(String id, List<String> alpns)
      throws IOException, CertificateException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var relay = new FakeRelay(id, QuicSocket.bind(SocketSettings.at(address)));
    QuicListener listener = relay.socket.listen(alpns);
    listener.serve(
        CertificateChecks.serverName(relay.leaf.certificate()),
        new Identity(List.of(relay.leaf.certificate()), relay.leaf.key()),
        new ClientTrust.Any());
    relay.tasks.start("accept", () -> relay.accept(listener));
    return relay;
  }

  static Bytes ticket(String endpoint, Role role) {
    return Bytes.of((endpoint + ":" + role).getBytes(StandardCharsets.UTF_8));
  }

  public OfferedRelay offer() {
    return new OfferedRelay(
        id,
        List.of(new HostPort("localhost", socket.localAddress().getPort())),
        leaf.der(),
        Bytes.EMPTY,
        "");
  }

  /** Ends it, as {@link #close} does, in the middle of a test. */
  public void kill() {
    close();
  }

  /** From now on it reads, and may change, what goes through it. */
  public void meddle(Meddler by) {
    meddler = by;
  }

  /** The next connections wait in vain for an answer to their ticket. */
  public void leaveUnanswered(int connections) {
    unanswered.set(connections);
  }

  /** Connections that were admitted so far. */
  public int connected() {
    return connected.get();
  }

  private void accept(QuicListener listener) throws IOException {
    while (true) {
      QuicConnection connection = listener.accept();
      tasks.start("client", () -> serve(connection));
    }
  }

  private void serve(QuicConnection connection) throws IOException, InterruptedException {
    Framing framing = Alpn.Kind.CLIENT_RELAY.framing(connection.alpn());
    QuicStream stream = connection.acceptStream();
    if (unanswered.getAndDecrement() > 0) {
      connection.awaitEnd();
      return;
    }
    var request =
        RelayClientAuthenticateRequest.decode(
            framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX));
    String[] ticket =
        new String(request.authentication().toArray(), StandardCharsets.UTF_8).split(":", -1);
    framing.write(stream.output(), new RelayClientAuthenticateResponse.Accepted().encode());
    stream.shutdownOutput();
    connected.incrementAndGet();
    if (ticket[1].equals(Role.DESTINATION.toString())) {
      destinations.put(connection, ticket[0]);
      connection.awaitEnd();
      destinations.remove(connection);
      return;
    }
    while (true) {
      QuicStream opened = connection.acceptStream();
      tasks.start("forward", () -> forward(opened, ticket[0]));
    }
  }

  private void forward(QuicStream source, String endpoint) throws IOException {
    DetectedFrame request = Framing.readDetecting(source.input(), Framing.UNAUTHENTICATED_MAX);
    var destination =
        destinations.entrySet().stream()
            .filter(entry -> entry.getValue().equals(endpoint))
            .map(Map.Entry::getKey)
            .findFirst();
    if (destination.isEmpty()) {
      var error = new ErrorStatus(500, "no destination");
      request.framing().write(source.output(), new PeerResponse.Refused(error).encode());
      source.close();
      return;
    }
    Framing framing = Alpn.Kind.CLIENT_RELAY.framing(destination.get().alpn());
    QuicStream stream = destination.get().openStream(Duration.ofSeconds(5));
    framing.write(stream.output(), request.body());
    byte[] answer = framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX);
    Meddler by = meddler;
    if (by == null) {
      request.framing().write(source.output(), answer);
      ByteStream.join(source, stream);
    } else {
      request.framing().write(source.output(), by.answer(answer));
      tasks.start("to destination", () -> pass(by, false, source, stream));
      pass(by, true, stream, source);
    }
  }

  private static void pass(Meddler by, boolean toSource, QuicStream from, QuicStream to)
      throws IOException {
    byte[] block = new byte[16_384];
    try {
      for (int count = from.input().read(block); count >= 0; count = from.input().read(block)) {
        to.output().write(by.passed(toSource, Arrays.copyOf(block, count)));
        if (toSource && by.endsNow()) {
          break;
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      to.reset(0);
      throw e;
    }
  }

  @Override
  public void close() {
    tasks.close();
    socket.close();
  }
}
