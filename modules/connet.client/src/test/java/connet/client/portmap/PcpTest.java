package connet.client.portmap;

import static connet.client.portmap.NatPmpTest.HERE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakeRouter;
import connet.client.lab.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcpTest {
  private static final int OUR_PORT = 19_192;
  private static final Duration SHORT = Duration.ofMillis(200);

  private FakeRouter router;

  @BeforeEach
  void start() throws IOException {
    router = FakeRouter.start();
  }

  @AfterEach
  void end() {
    router.close();
  }

  private Protocol.Gateway find() throws IOException {
    return new Pcp(router.port()).find(HERE, OUR_PORT);
  }

  @Test
  void aPortIsMappedRenewedAndGivenBack() throws Exception {
    Protocol.Gateway gateway = find();

    Grant grant = gateway.map(OUR_PORT, Lab.PATIENCE);
    gateway.map(grant.external().getPort(), Lab.PATIENCE);
    gateway.release();

    assertEquals(new InetSocketAddress("203.0.113.7", 40_001), grant.external());
    assertEquals(Duration.ofMinutes(10), grant.lifetime());
    assertEquals(
        List.of("PCP announce", "PCP map 19192 600", "PCP map 40001 600", "PCP map 0 0"),
        router.heard().get());
  }

  @Test
  void theWaitsBeginWithThreeSecondsAndDoubleGiveOrTakeATenth() {
    var random = new Random(1);
    for (int i = 0; i < 20; i++) {
      double seconds = Pcp.patience(i, random).toMillis() / 1000.0;
      double middle = Math.min(1024, 3 * Math.pow(2, i));
      assertTrue(seconds >= middle * 0.899 && seconds <= middle * 1.101, i + ": " + seconds);
    }
  }

  @Test
  void aRouterThatKnowsOnlyNatPmpIsToldApart() {
    router.speaks(false, true);

    var e = assertThrows(RefusedByGatewayException.class, this::find);
    assertEquals("PCP: it knows NAT-PMP only", e.getMessage());
  }

  @Test
  void aRouterThatDoesNotKnowAnnouncementsIsOneAllTheSame() throws Exception {
    router.bend(answer -> changed(answer, 3, 4, 24));

    assertEquals(40_001, find().map(OUR_PORT, Lab.PATIENCE).external().getPort());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 255})
  void aRefusalIsOne(int code) throws Exception {
    Protocol.Gateway gateway = find();
    router.refuse(code);

    assertThrows(RefusedByGatewayException.class, () -> gateway.map(OUR_PORT, Lab.PATIENCE));
  }

  /** Version, kind, nonce, protocol, internal port, IPv4 as IPv6, and lengths. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 24, 35, 36, 40, 41, 44, 54, -1, -4, -36, -57})
  void whatIsNoAnswerToOursIsPassedOver(int at) throws Exception {
    Protocol.Gateway gateway = find();
    router.bend(
        answer ->
            at < 0
                ? Arrays.copyOf(answer, answer.length + at)
                : changed(answer, at, answer[at] ^ 4, 60));

    assertThrows(SocketTimeoutException.class, () -> gateway.map(OUR_PORT, SHORT));
  }

  private static byte[] changed(byte[] answer, int at, int value, int ofLength) {
    byte[] changed = Arrays.copyOf(answer, answer.length);
    if (answer.length == ofLength) {
      changed[at] = (byte) value;
    }
    return changed;
  }

  @Test
  void aRestartIsNoticed() throws Exception {
    Protocol.Gateway gateway = find();
    Grant grant = gateway.map(OUR_PORT, Lab.PATIENCE);
    assertTrue(gateway.holds(grant));

    router.restart();

    assertFalse(gateway.holds(grant));
    assertTrue(gateway.holds(grant));
  }

  @Test
  void anAddressAtWhichNobodyCanReachUsIsNone() throws Exception {
    router.mapsTo(InetAddress.ofLiteral("0.0.0.0"), 40_001);

    assertThrows(RefusedByGatewayException.class, () -> find().map(OUR_PORT, Lab.PATIENCE));
  }
}
