package connet.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.Samples;
import connet.control.session.SessionLimits;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientRequest;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections that break without a word. One test, as it has to wait for QUIC's idle timeout of 20
 * s.
 */
class LostConnectionIT {
  private static final Duration EXPIRY = Duration.ofSeconds(2);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void whatALostConnectionHasAnnouncedIsKeptUntilTheExpiryOrItsReturn() throws Exception {
    try (TestServer server = new TestServer(folder, SessionLimits.standard(), EXPIRY);
        UdpLink link = new UdpLink(server.server().address())) {
      TestClient staying = TestClient.connect(server, "staying");
      QuicConnection clientLink = server.dial(Alpn.CONTROL_0_4, link.address());
      TestClient lost =
          TestClient.connect(clientLink, TestServer.CLIENT_TOKEN, "lost", Bytes.EMPTY);
      assertEquals(List.of(), lost.announce("expires", Role.DESTINATION).peers());
      assertEquals(List.of(), lost.announce("returns", Role.DESTINATION, Samples.peer(1)).peers());
      TestRelay.connect(
          server.dial(Alpn.CONTROL_RELAYS_0_4, link.address()),
          TestServer.RELAY_TOKEN,
          Samples.relay().certificate(),
          Bytes.EMPTY);
      TestStream expires = staying.announce("expires", Role.SOURCE);
      assertEquals(List.of("lost"), expires.peers());
      TestStream relays = staying.open();
      relays.send(
          new ClientRequest.Relay("web", Role.SOURCE, Samples.peer(1).clientCertificate())
              .encode());
      assertEquals(1, relays.relays().size());

      long cut = System.nanoTime();
      link.cut();
      TestClient returned = TestClient.connect(server, "lost", lost.reconnectToken());
      returned.announce("returns", Role.DESTINATION, Samples.peer(2)).peers();

      expires.patience(IDLE_TIMEOUT.plusSeconds(25));
      relays.patience(IDLE_TIMEOUT.plusSeconds(25));
      assertEquals(List.of(), expires.peers());
      Duration kept = Duration.ofNanos(System.nanoTime() - cut);
      assertTrue(kept.compareTo(IDLE_TIMEOUT.minusSeconds(1).plus(EXPIRY)) > 0, "kept: " + kept);
      assertEquals(List.of(), relays.relays());
      assertEquals(
          Samples.peer(2),
          staying.announce("returns", Role.SOURCE).remotePeers().getFirst().peer());
    }
  }
}
