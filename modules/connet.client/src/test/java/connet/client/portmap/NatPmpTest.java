package connet.client.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakeRouter;
import connet.client.lab.Lab;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatPmpTest {
  static final Inet4Address LOOPBACK = (Inet4Address) InetAddress.ofLiteral("127.0.0.1");
  static final Place HERE = new Place(LOOPBACK, LOOPBACK);
  private static final int OUR_PORT = 19_192;
  private static final Duration SHORT = Duration.ofMillis(400);

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
    return new NatPmp(router.port()).find(HERE, OUR_PORT);
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
        List.of(
            "NAT-PMP address",
            "NAT-PMP address",
            "NAT-PMP map 19192 600",
            "NAT-PMP address",
            "NAT-PMP map 40001 600",
            "NAT-PMP map 0 0"),
        router.heard().get());
  }

  @Test
  void whatGetsLostIsSentAgainAfterAQuarterOfASecondThenTwiceThat() throws Exception {
    var asked = new AtomicInteger();
    router.bend(answer -> asked.incrementAndGet() <= 2 ? new byte[0] : answer);
    long start = System.nanoTime();

    find();

    assertEquals(3, router.heard().get().size());
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() >= 740);
  }

  @Test
  void theWaitsDoubleUpToTheNinth() {
    assertEquals(
        List.of(250L, 500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 32_000L, 64_000L),
        IntStream.range(0, 9).mapToObj(i -> NatPmp.patience(i).toMillis()).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 0xffff})
  void aRefusalIsOne(int code) throws Exception {
    Protocol.Gateway gateway = find();
    router.refuse(code);

    assertThrows(RefusedByGatewayException.class, () -> gateway.map(OUR_PORT, Lab.PATIENCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "169.254.1.1", "224.0.0.1"})
  void anAddressAtWhichNobodyCanReachUsIsNone(String external) throws Exception {
    router.mapsTo(InetAddress.ofLiteral(external), 40_001);

    assertThrows(RefusedByGatewayException.class, () -> find().map(OUR_PORT, Lab.PATIENCE));
  }

  @Test
  void aMappingForNoTimeOrPortIsNone() throws Exception {
    router.lifetime(Duration.ZERO);
    assertThrows(RefusedByGatewayException.class, () -> find().map(OUR_PORT, Lab.PATIENCE));

    router.lifetime(Duration.ofMinutes(1));
    router.mapsTo(InetAddress.ofLiteral("203.0.113.7"), 0);
    assertThrows(RefusedByGatewayException.class, () -> find().map(OUR_PORT, Lab.PATIENCE));
  }

  @Test
  void whatIsNoAnswerIsPassedOver() throws Exception {
    Protocol.Gateway gateway = find();
    List<byte[]> wrong =
        List.of(
            new byte[] {0},
            new byte[] {0, (byte) 129, 0, 0},
            new byte[15],
            new byte[1100],
            new byte[1101],
            new byte[] {2, (byte) 129, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    for (byte[] each : wrong) {
      router.bend(answer -> answer.length == 16 ? each : answer);
      assertThrows(SocketTimeoutException.class, () -> gateway.map(OUR_PORT, SHORT));
    }
    router.bend(answer -> changed(answer, 8)); // for another of our ports
    assertThrows(SocketTimeoutException.class, () -> gateway.map(OUR_PORT, SHORT));
  }

  private static byte[] changed(byte[] answer, int at) {
    if (answer.length <= 12) {
      return answer;
    }
    byte[] changed = Arrays.copyOf(answer, answer.length);
    changed[at] ^= 1;
    return changed;
  }

  @Test
  void aRestartAndANewAddressAreNoticed() throws Exception {
    Protocol.Gateway gateway = find();
    Grant grant = gateway.map(OUR_PORT, Lab.PATIENCE);
    assertTrue(gateway.holds(grant));

    router.mapsTo(InetAddress.ofLiteral("203.0.113.8"), 40_001);
    assertFalse(gateway.holds(grant));
    Grant next = gateway.map(40_001, Lab.PATIENCE);
    assertTrue(gateway.holds(next));

    router.restart();
    assertFalse(gateway.holds(next));
    assertTrue(gateway.holds(next));
  }

  @Test
  void whereNobodyListensThereIsNoWait() throws Exception {
    int port = router.port();
    router.close();

    assertThrows(PortUnreachableException.class, () -> new NatPmp(port).find(HERE, OUR_PORT));
  }
}
