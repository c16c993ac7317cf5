package connet.relay;

import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientTicket;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.HostPort;
import connet.protocol.Leaf;
import connet.protocol.RelayAuthenticateRequest;
import connet.protocol.RelayAuthenticateResponse;
import connet.protocol.RelayKeys;
import connet.protocol.Role;
import connet.protocol.SelfSigned;
import connet.protocol.Tickets;
import connet.transport.ClientTrust;
import connet.transport.Identity;
import connet.transport.QuicConnection;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import connet.transport.QuicStream;
import connet.transport.ServerTrust;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A control server that registers relays and seals tickets for them, and does nothing else. */
final class FakeControl implements AutoCloseable {
  static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] RESET_KEY = Bytes.random(32, RANDOM).toArray();

  private static @Nullable Leaf leaf;

  /** A relay that was registered. */
  record Registration(QuicConnection connection, RelayAuthenticateRequest request, Bytes key) {}

  private final QuicSocket socket;
  private final QuicListener listener;
  private final String id;
  private final @Nullable ErrorStatus refusal;
  private final AtomicInteger asked = new AtomicInteger();
  private final BlockingQueue<Registration> registrations = new LinkedBlockingQueue<>();

  private FakeControl(int port, String id, List<String> alpns, @Nullable ErrorStatus refusal)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.socket = QuicSocket.bind(new SocketSettings(address, RESET_KEY));
    this.id = id;
    this.refusal = refusal;
    this.listener = socket.listen(alpns);
    listener.serveAnyName(
        new Identity(List.of(leaf().certificate()), leaf().key()), new ClientTrust.None());
    Thread.ofVirtual().start(this::accept);
  }

  static FakeControl start() throws IOException {
    return start(0, "control");
  }

  static FakeControl start(int port, String id) throws IOException {
    return new FakeControl(port, id, Alpn.Kind.RELAY_CONTROL.offered(), null);
  }

  static FakeControl speaking(String alpn) throws IOException {
    return new FakeControl(0, "control", List.of(alpn), null);
  }

  static FakeControl refusing(ErrorStatus error) throws IOException {
    return new FakeControl(0, "control", Alpn.Kind.RELAY_CONTROL.offered(), error);
  }

  static ServerTrust trust() {
    return new ServerTrust.Authorities(List.of(leaf().certificate()));
  }

  /** One certificate for all, so that a restarted server is the one that the relay trusts. */
  private static synchronized Leaf leaf() {
    if (leaf == null) {
      leaf = SelfSigned.forHosts(List.of("localhost"), Instant.now());
    }
    return leaf;
  }

  /** How often relays have asked to be registered. */
  int asked() {
    return asked.get();
  }

  HostPort address() {
    return new HostPort("127.0.0.1", socket.localAddress().getPort());
  }

  /** The next registration that nobody has waited for yet. */
  Registration awaitRegistration() throws InterruptedException {
    Registration next = registrations.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no relay has registered");
    }
    return next;
  }

  static Bytes ticket(Registration relay, String endpoint, Role role, Leaf client) {
    return Tickets.seal(relay.key(), new ClientTicket(endpoint, role, client.der().key()), RANDOM);
  }

  private void accept() {
    try {
      while (true) {
        QuicConnection connection = listener.accept();
        Thread.ofVirtual().start(() -> register(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void register(QuicConnection connection) {
    try {
      Framing framing = Alpn.Kind.RELAY_CONTROL.framing(connection.alpn());
      QuicStream stream = connection.acceptStream();
      asked.incrementAndGet();
      RelayAuthenticateRequest request =
          RelayAuthenticateRequest.decode(
              framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX));
      if (refusal != null) {
        framing.write(stream.output(), new RelayAuthenticateResponse.Refused(refusal).encode());
        connection.close(refusal.code(), refusal.message());
        return;
      }
      RelayKeys keys = RelayKeys.generate(RANDOM);
      Bytes token = Bytes.random(8, RANDOM);
      framing.write(
          stream.output(),
          new RelayAuthenticateResponse.Accepted(id, token, keys.publicKey()).encode());
      stream.shutdownOutput();
      Bytes key = Tickets.sharedKey(keys.privateKey(), request.authenticationKey());
      registrations.add(new Registration(connection, request, key));
    } catch (IOException | GeneralSecurityException e) {
      connection.close(100, "Error while authenticating");
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
