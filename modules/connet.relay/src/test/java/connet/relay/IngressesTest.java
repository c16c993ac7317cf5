package connet.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.AddressRules;
import connet.protocol.Alpn;
import connet.protocol.Cidr;
import connet.protocol.HostPort;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that listens at several addresses. */
final class IngressesTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;

  private static RelayIngress ingress(AddressRules rules, HostPort... shown) {
    return new RelayIngress(ANY_PORT, List.of(shown), rules);
  }

  private static final class Pair implements AutoCloseable {
    final TestClient destination;
    final TestClient source;

    Pair(RelayServer relay, FakeControl.Registration registration) throws IOException {
      destination = new TestClient(relay, registration);
      source = new TestClient(relay, registration);
    }

    @Override
    public void close() {
      destination.close();
      source.close();
    }
  }

  @Test
  void clientsOfDifferentAddressesAreJoined() throws Exception {
    try (FakeControl control = FakeControl.start();
        RelayServer relay =
            RelayServer.start(
                RelayFixture.settings(
                    folder,
                    List.of(control.address()),
                    ingress(AddressRules.NONE, new HostPort("one", 0)),
                    ingress(AddressRules.NONE, new HostPort("two", 7), new HostPort("three", 0))));
        Pair clients = new Pair(relay, control.awaitRegistration())) {
      FakeDestination.serving(
          clients.destination.join(
              Alpn.RELAY_0_3, "web", Role.DESTINATION, relay.addresses().getFirst()),
          FakeDestination::echo);
      QuicConnection asking =
          clients.source.join(Alpn.RELAY_0_3, "web", Role.SOURCE, relay.addresses().getLast());
      try (QuicStream stream = TestClient.connect(asking)) {
        stream.output().write(new byte[] {1, 2, 3});
        stream.shutdownOutput();
        assertArrayEquals(new byte[] {1, 2, 3}, stream.input().readAllBytes());
      }
      RelayStatus status = relay.status();
      assertEquals(
          List.of(
              new HostPort("one", relay.addresses().getFirst().getPort()),
              new HostPort("two", 7),
              new HostPort("three", relay.addresses().getLast().getPort())),
          status.publicAddresses());
      assertEquals(
          List.of(true, false),
          status.clients().stream()
              .map(RelayStatus.Client::destination)
              .sorted(Comparator.reverseOrder())
              .toList());
      assertEquals("a client", status.clients().getFirst().metadata());
      assertEquals(RelayStatus.Session.CONNECTED, status.session());
      assertEquals("control", status.controlId());
    }
  }

  @Test
  void anAddressIsRefusedBeforeTheHandshake() throws Exception {
    AddressRules notHere = new AddressRules(List.of(), List.of(Cidr.parse("127.0.0.0/8")));
    try (FakeControl control = FakeControl.start();
        RelayServer relay =
            RelayServer.start(
                RelayFixture.settings(
                    folder,
                    List.of(control.address()),
                    ingress(AddressRules.NONE, new HostPort("one", 0)),
                    ingress(notHere, new HostPort("two", 0))));
        TestClient client = new TestClient(relay, control.awaitRegistration())) {
      client.join(Alpn.RELAY_0_3, "web", Role.SOURCE, relay.addresses().getFirst()).close();
      IOException e =
          assertThrows(
              IOException.class,
              () -> client.dial(Alpn.RELAY_0_3, client.leaf, relay.addresses().getLast()));
      assertTrue(String.valueOf(e.getMessage()).contains("refused"), e.getMessage());
    }
  }

  @Test
  void whatARelaySaysAboutItselfIsTold() throws Exception {
    try (FakeControl control = FakeControl.start();
        RelayServer relay = RelayServer.start(RelayFixture.settings(folder, control.address()))) {
      assertEquals("a relay", control.awaitRegistration().request().metadata());
      assertTrue(relay.awaitRegistered(TestClient.WAIT));
    }
  }
}
