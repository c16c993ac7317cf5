package connet.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.Samples;
import connet.protocol.Bytes;
import connet.protocol.Ids;
import connet.protocol.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nobodyIsThereAtFirst() {
    ControlStatus status = server.server().status();

    assertEquals(server.server().id(), status.id());
    assertEquals(server.server().address(), status.ingresses().getFirst().address());
    assertEquals(List.of(), status.clients());
    assertEquals(List.of(), status.endpoints());
    assertEquals(List.of(), status.relays());
  }

  @Test
  void clientsAreThereWithWhatTheyAnnounce() throws Exception {
    try (TestClient one = TestClient.connect(server, "one");
        TestClient two = TestClient.connect(server, "two")) {
      one.announce("web", Role.DESTINATION).peers();
      one.announce("ssh", Role.SOURCE).peers();
      two.announce("web", Role.SOURCE).peers();
      ControlStatus status = server.server().status();

      assertEquals(
          List.of("one", "two"),
          status.clients().stream().map(ControlStatus.Client::metadata).toList());
      ControlStatus.Client first = status.clients().getFirst();
      ControlStatus.Client second = status.clients().getLast();
      assertEquals(server.clientAddress(), first.address());
      assertTrue(Ids.valid(first.connectionId()), first.connectionId());
      assertNotEquals(first.connectionId(), second.connectionId());
      var member = new ControlStatus.Member(first.id(), first.connectionId());
      assertEquals(
          List.of(
              new ControlStatus.Endpoint("ssh", List.of(), List.of(member)),
              new ControlStatus.Endpoint(
                  "web",
                  List.of(member),
                  List.of(new ControlStatus.Member(second.id(), second.connectionId())))),
          status.endpoints());
    }
  }

  @Test
  void relaysAreThereWithTheirAddresses() throws Exception {
    try (TestRelay relay = TestRelay.connect(server, Samples.relay().certificate(), Bytes.EMPTY)) {
      ControlStatus.Relay shown = server.server().status().relays().getFirst();

      assertEquals(TestRelay.ADDRESSES, shown.addresses());
      assertEquals("a relay", shown.metadata());
      assertEquals(server.server().id(), relay.controlId());
    }
  }
}
