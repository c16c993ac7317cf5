package connet.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.Lab;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final ClientSettings SETTINGS =
      ClientSettings.of(new HostPort("localhost", 1), "token")
          .withDirectAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .withPortMapping(PortMapping.DISABLED);

  @Test
  void theResetKeyThatIsGivenIsUsed() {
    byte[] key = new byte[ResetKey.LENGTH];
    Arrays.fill(key, (byte) 7);
    assertArrayEquals(key, Settings.socket(SETTINGS.withResetKey(ResetKey.of(key))).resetKey());
    assertThrows(IllegalArgumentException.class, () -> ResetKey.of(new byte[31]));
  }

  /** Each dial of the control server has a connection id of its own. */
  @Test
  void handshakesAreGivenUpAfterTheTimeThatIsGiven() throws Exception {
    try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout((int) Lab.PATIENCE.toMillis());
      var there = new HostPort("127.0.0.1", silent.getLocalPort());
      ClientSettings settings =
          ClientSettings.of(there, "token")
              .withDirectAddress(SETTINGS.directAddress())
              .withPortMapping(PortMapping.DISABLED)
              .withHandshakeIdleTimeout(Duration.ofMillis(200));
      Client client = Client.start(settings);
      try (client) {
        long start = System.nanoTime();
        Set<String> dials = new HashSet<>();
        while (dials.size() < 3) {
          dials.add(destinationId(silent));
        }
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(3));
      }
    }
  }

  /** Of a long header (RFC 9000, section 17.2). */
  private static String destinationId(DatagramSocket socket) throws Exception {
    var packet = new DatagramPacket(new byte[2_048], 2_048);
    socket.receive(packet);
    byte[] bytes = packet.getData();
    return Arrays.toString(Arrays.copyOfRange(bytes, 6, 6 + bytes[5]));
  }

  @Test
  void anEndAllowsAtLeastOneEncryption() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SourceSettings.of(Route.ANY).withRelayEncryptions(List.of()));
    assertEquals(
        List.of(RelayEncryption.NONE, RelayEncryption.TLS),
        DestinationSettings.of(Route.ANY)
            .withRelayEncryptions(
                List.of(RelayEncryption.TLS, RelayEncryption.NONE, RelayEncryption.TLS))
            .relayEncryptions());
  }
}
