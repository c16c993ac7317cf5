package connet.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.HostPort;
import connet.protocol.Role;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import connet.transport.ServerTrust;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlSessionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {Alpn.CONTROL_RELAYS_0_4, Alpn.RELAY_0_3})
  void aRelayRegistersWithBothGenerations(String alpn) throws Exception {
    try (RelayFixture fixture =
        new RelayFixture(folder, FakeControl.speaking(alpn), RelayFixture.LIMITS)) {
      assertTrue(fixture.relay.awaitRegistered(TestClient.WAIT));
      assertEquals("secret", fixture.registration.request().token());
      assertEquals("test", fixture.registration.request().buildVersion());
      assertEquals(Bytes.EMPTY, fixture.registration.request().reconnectToken());
      assertEquals(
          List.of(new HostPort("localhost", fixture.relay.address().getPort())),
          fixture.registration.request().addresses());
    }
  }

  @Test
  void aRelayDialsFromTheSocketOnWhichItAcceptsClients() throws Exception {
    try (RelayFixture fixture = new RelayFixture(folder)) {
      assertEquals(fixture.relay.address(), fixture.registration.connection().remoteAddress());
    }
  }

  @Test
  void aLostSessionIsReplacedUnderTheSameId() throws Exception {
    try (RelayFixture fixture = new RelayFixture(folder)) {
      fixture.registration.connection().close();
      FakeControl.Registration renewed = fixture.control.awaitRegistration();
      assertFalse(renewed.request().reconnectToken().isEmpty());
      assertNotEquals(fixture.registration.key(), renewed.key());
      assertEquals(
          fixture.registration.request().serverCertificate(),
          renewed.request().serverCertificate());
    }
  }

  @Test
  void clientsAreServedWhileTheControlServerIsAway() throws Exception {
    try (RelayFixture fixture = new RelayFixture(folder)) {
      FakeDestination.serving(
          fixture.join(null, Alpn.RELAY_0_3, "web", Role.DESTINATION), FakeDestination::echo);
      QuicConnection source = fixture.join(null, Alpn.RELAY_0_3, "web", Role.SOURCE);
      int port = fixture.control.address().port();
      fixture.control.close();
      awaitUnregistered(fixture.relay);
      TestClient.connect(source).close();
      TestClient.connect(fixture.join(null, Alpn.RELAY_0_3, "web", Role.SOURCE)).close();
      try (FakeControl restarted = FakeControl.start(port, "control")) {
        restarted.awaitRegistration();
        assertTrue(fixture.relay.awaitRegistered(TestClient.WAIT));
        TestClient.connect(source).close();
      }
    }
  }

  @Test
  void anotherControlServerIsRefusedWithWhatToDo() throws Exception {
    try (RelayFixture fixture = new RelayFixture(folder)) {
      int port = fixture.control.address().port();
      fixture.control.close();
      try (FakeControl other = FakeControl.start(port, "other")) {
        QuicConnection dialed = other.awaitRegistration().connection();
        ConnectionEnd.ByPeer end = assertInstanceOf(ConnectionEnd.ByPeer.class, dialed.awaitEnd());
        assertEquals(ErrorCode.AUTHENTICATION_FAILED, end.code());
        String problem = awaitProblem(fixture.relay, "is not the one");
        assertTrue(problem.contains("was control before and is other now"), problem);
        assertTrue(problem.contains(folder.resolve("control.properties").toString()), problem);
        assertFalse(fixture.relay.awaitRegistered(Duration.ZERO));
      }
    }
  }

  @Test
  void aRefusedTokenIsExplained() throws Exception {
    ErrorStatus refusal = new ErrorStatus(ErrorCode.AUTHENTICATION_FAILED, "unknown token");
    try (FakeControl control = FakeControl.refusing(refusal);
        RelayServer relay = RelayServer.start(RelayFixture.settings(folder, control.address()))) {
      String problem = awaitProblem(relay, "refuses this relay");
      assertTrue(problem.contains("unknown token"), problem);
      assertTrue(problem.contains("relay tokens"), problem);
    }
  }

  /** Backing off from 10 ms, it would ask a dozen times. */
  @Test
  void aRefusedRelayDoesNotAskAgainAtOnce() throws Exception {
    ErrorStatus refusal = new ErrorStatus(ErrorCode.AUTHENTICATION_FAILED, "unknown token");
    try (FakeControl control = FakeControl.refusing(refusal);
        RelayServer relay = RelayServer.start(RelayFixture.settings(folder, control.address()))) {
      awaitProblem(relay, "refuses this relay");
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      assertEquals(1, control.asked());
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsExplained() throws Exception {
    try (FakeControl control = FakeControl.start()) {
      RelaySettings settings =
          RelaySettings.of(
              RelayFixture.ingress(),
              control.address(),
              new ServerTrust.Authorities(List.of()),
              "secret",
              folder,
              "test");
      try (RelayServer relay = RelayServer.start(settings)) {
        String problem = awaitProblem(relay, "is not trusted");
        assertTrue(problem.contains("control-cas"), problem);
      }
    }
  }

  @Test
  void aHandshakeIsGivenUpAfterItsTime() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      RelaySettings usual =
          RelayFixture.settings(folder, new HostPort("127.0.0.1", silent.getLocalPort()));
      RelaySettings impatient =
          new RelaySettings(
              usual.ingresses(),
              usual.controlAddresses(),
              usual.controlServerName(),
              usual.controlTrust(),
              Duration.ofMillis(200),
              usual.token(),
              usual.metadata(),
              usual.storeFolder(),
              usual.version());
      long start = System.nanoTime();
      try (RelayServer relay = RelayServer.start(impatient)) {
        awaitProblem(relay, "timed out");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(RelaySettings.DEFAULT_HANDSHAKE_TIMEOUT) < 0, took.toString());
      }
    }
  }

  @Test
  void theFirstControlServerThatAnswersIsKept() throws Exception {
    HostPort nobody;
    try (FakeControl gone = FakeControl.speaking(Alpn.CONTROL_0_4)) {
      nobody = gone.address();
      try (FakeControl control = FakeControl.start();
          RelayServer relay =
              RelayServer.start(
                  RelayFixture.settings(
                      folder, List.of(nobody, control.address()), RelayFixture.ingress()))) {
        control.awaitRegistration();
        assertTrue(relay.awaitRegistered(TestClient.WAIT));
        assertEquals(control.address().port(), relay.status().control().orElseThrow().getPort());
      }
    }
  }

  @Test
  void aClosedRelayIsUnregisteredAtOnceAndComesBackWithItsCertificateAndId() throws Exception {
    try (FakeControl control = FakeControl.start()) {
      FakeControl.Registration first;
      try (RelayServer relay =
          RelayServer.start(RelayFixture.settings(folder, control.address()))) {
        first = control.awaitRegistration();
        assertTrue(relay.awaitRegistered(TestClient.WAIT));
      }
      assertInstanceOf(ConnectionEnd.ByPeer.class, first.connection().awaitEnd());
      try (RelayServer relay =
          RelayServer.start(RelayFixture.settings(folder, control.address()))) {
        FakeControl.Registration second = control.awaitRegistration();
        assertFalse(second.request().reconnectToken().isEmpty());
        assertEquals(first.request().serverCertificate(), second.request().serverCertificate());
        try (TestClient client = new TestClient(relay, second)) {
          Bytes before = FakeControl.ticket(first, "web", Role.SOURCE, client.leaf);
          assertEquals(
              null, TestClient.authenticate(client.dial(Alpn.RELAY_0_3, client.leaf), before));
        }
      }
    }
  }

  @Test
  void afterACrashARelayDoesNotTakeItsOldId() throws Exception {
    try (FakeControl control = FakeControl.start();
        RelayServer relay = RelayServer.start(RelayFixture.settings(folder, control.address()))) {
      control.awaitRegistration();
      assertTrue(relay.awaitRegistered(TestClient.WAIT));
      ControlRecord kept =
          ControlRecord.fromText(PrivateFile.read(folder.resolve("control.properties")));
      assertEquals("control", kept.controlId());
      assertTrue(kept.reconnectToken().isEmpty());
    }
  }

  @Test
  void aRelayWithoutControlServerStartsAndEnds() throws Exception {
    HostPort nobody;
    try (FakeControl control = FakeControl.start()) {
      nobody = control.address();
    }
    RelayServer relay = RelayServer.start(RelayFixture.settings(folder, nobody));
    assertFalse(relay.awaitRegistered(Duration.ofMillis(50)));
    relay.close();
    relay.close();
    assertFalse(relay.awaitRegistered(TestClient.WAIT));
  }

  @Test
  void clientsSeeTheEndOfTheRelayAtOnce() throws Exception {
    try (RelayFixture fixture = new RelayFixture(folder)) {
      QuicConnection client = fixture.join(null, Alpn.RELAY_0_3, "web", Role.SOURCE);
      fixture.relay.close();
      ConnectionEnd.ByPeer end = assertInstanceOf(ConnectionEnd.ByPeer.class, client.awaitEnd());
      assertEquals(0, end.code());
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (RelayFixture fixture = new RelayFixture(folder)) {
      HostPort control = fixture.control.address();
      RelaySettings free = RelayFixture.settings(folder.resolve("two"), control);
      RelaySettings taken =
          RelayFixture.settings(
              folder.resolve("two"),
              List.of(control),
              RelayFixture.ingress(),
              RelayIngress.of(fixture.relay.address(), "localhost"));
      IOException e = assertThrows(IOException.class, () -> RelayServer.start(taken).close());
      assertTrue(
          e.toString().contains(Integer.toString(fixture.relay.address().getPort())), e.toString());
      RelayServer.start(free).close();
    }
  }

  private static String awaitProblem(RelayServer relay, String part) {
    String problem = "";
    for (long end = System.nanoTime() + TestClient.WAIT.toNanos(); System.nanoTime() < end; ) {
      problem = relay.problem().orElse("");
      if (problem.contains(part)) {
        return problem;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("not " + part + " but: " + problem);
  }

  private static void awaitUnregistered(RelayServer relay) throws InterruptedException {
    for (long end = System.nanoTime() + TestClient.WAIT.toNanos(); System.nanoTime() < end; ) {
      if (!relay.awaitRegistered(Duration.ZERO)) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("still registered");
  }
}
