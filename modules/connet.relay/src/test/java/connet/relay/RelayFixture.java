package connet.relay;

import connet.protocol.HostPort;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relay, registered at a control server, and its clients. */
final class RelayFixture implements AutoCloseable {
  /** Short waits for the cases in which somebody does not answer. */
  static final RelayLimits LIMITS =
      new RelayLimits(
          1_000,
          8,
          8,
          64,
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(700),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5));

  final FakeControl control;
  final RelayServer relay;
  final FakeControl.Registration registration;
  private final Deque<TestClient> clients = new ArrayDeque<>();

  RelayFixture(Path folder) throws IOException, InterruptedException {
    this(folder, FakeControl.start(), LIMITS);
  }

  RelayFixture(Path folder, FakeControl control, RelayLimits limits)
      throws IOException, InterruptedException {
    this.control = control;
    this.relay = RelayServer.start(settings(folder, control.address()), limits);
    this.registration = control.awaitRegistration();
  }

  static RelaySettings settings(Path folder, HostPort control) {
    return settings(folder, List.of(control), ingress());
  }

  static RelaySettings settings(Path folder, List<HostPort> control, RelayIngress... ingresses) {
    return new RelaySettings(
        List.of(ingresses),
        control,
        "localhost",
        FakeControl.trust(),
        RelaySettings.DEFAULT_HANDSHAKE_TIMEOUT,
        "secret",
        "a relay",
        folder,
        "test");
  }

  static RelayIngress ingress() {
    return RelayIngress.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "localhost");
  }

  TestClient newClient() throws IOException {
    TestClient client = new TestClient(relay, registration);
    clients.add(client);
    return client;
  }

  QuicConnection join(@Nullable TestClient as, String alpn, String endpoint, Role role)
      throws IOException {
    return (as == null ? newClient() : as).join(alpn, endpoint, role);
  }

  @Override
  public void close() {
    clients.forEach(TestClient::close);
    relay.close();
    control.close();
  }
}
