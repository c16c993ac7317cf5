package connet.client.portmap;

import static connet.client.portmap.NatPmpTest.HERE;
import static connet.client.portmap.NatPmpTest.LOOPBACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakeIgd;
import connet.client.lab.FakeRouter;
import connet.client.lab.Lab;
import connet.client.task.Watched;
import connet.testkit.FreePorts;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortMapperTest {
  private static final Duration FIVE = Duration.ofSeconds(5);
  private static final Pace NEVER =
      new Pace(Duration.ofSeconds(4), FIVE.multipliedBy(9), FIVE.multipliedBy(9), FIVE);

  /** The socket whose port is mapped; nothing arrives there. */
  private static final InetSocketAddress BOUND = new InetSocketAddress(19_192);

  private volatile Optional<Place> place = Optional.of(HERE);
  private FakeRouter router;
  private FakeIgd igd;
  private int announcements;

  @BeforeEach
  void start() throws IOException {
    router = FakeRouter.start();
    igd = FakeIgd.start(1);
    announcements = FreePorts.next();
  }

  @AfterEach
  void end() throws IOException {
    router.close();
    igd.close();
  }

  private PortMapper mapper(Pace pace) {
    var ports =
        new PortMapper.Ports(router.port(), igd.searchPort(), Optional.empty(), announcements);
    var mapper = new PortMapper(_ -> place, BOUND, ports, pace);
    mapper.start();
    return mapper;
  }

  private static void awaitMapped(PortMapper mapper, Duration within, String address, int port)
      throws InterruptedException {
    var expected = Optional.of(new InetSocketAddress(address, port));
    assertTrue(mapper.mapped().await(expected::equals, within), () -> "" + mapper.mapped().get());
  }

  private static boolean await(Watched<List<String>> heard, String wanted, int times)
      throws InterruptedException {
    return heard.await(all -> all.stream().filter(wanted::equals).count() >= times, Lab.PATIENCE);
  }

  @Test
  void whoeverAnswersMapsWithoutWaitingForTheOthers() throws Exception {
    router.silence();

    try (PortMapper mapper = mapper(NEVER)) {
      awaitMapped(mapper, FIVE, "203.0.113.7", 19_192);
    }
  }

  @Test
  void onlyOneOfThemMaps() throws Exception {
    try (PortMapper mapper = mapper(NEVER)) {
      awaitMapped(mapper, FIVE, "203.0.113.7", 40_001);
      // By now each has found its router and waits for its turn.
      assertTrue(igd.called().await(all -> all.contains("GetExternalIPAddress"), Lab.PATIENCE));
      assertTrue(await(router.heard(), "NAT-PMP address", 1));

      assertEquals(1, router.heard().get().stream().filter(it -> it.contains("map")).count());
      assertFalse(igd.called().get().contains("AddPortMapping"));
    }
  }

  @Test
  void whenTheFirstIsRefusedTheNextOneMaps() throws Exception {
    router.refuse(2);

    try (PortMapper mapper = mapper(NEVER)) {
      awaitMapped(mapper, FIVE, "203.0.113.7", 19_192);
    }
  }

  @Test
  void itIsRenewedAtHalfItsLifetime() throws Exception {
    router.speaks(true, false);
    router.lifetime(Duration.ofSeconds(2));
    var quick = new Pace(Duration.ofMillis(100), FIVE, FIVE, FIVE);
    long start = System.nanoTime();

    try (PortMapper mapper = mapper(quick)) {
      assertTrue(await(router.heard(), "PCP map 40001 600", 2));
      double seconds = (System.nanoTime() - start) / 1e9;
      assertTrue(seconds > 1.9, () -> "" + seconds);
      awaitMapped(mapper, FIVE, "203.0.113.7", 40_001);
    }
  }

  @Test
  void aMappingThatIsNotRenewedIsNotAnnouncedAnyLonger() throws Exception {
    router.speaks(true, false);
    igd.refuse(Map.of("GetExternalIPAddress", 501));
    router.lifetime(Duration.ofSeconds(1));
    var quick = new Pace(Duration.ofMillis(100), FIVE, FIVE, FIVE);

    try (PortMapper mapper = mapper(quick)) {
      awaitMapped(mapper, FIVE, "203.0.113.7", 40_001);
      router.silence();

      assertTrue(mapper.mapped().await(Optional::isEmpty, FIVE));
    }
  }

  @Test
  void aRouterThatAnnouncesItsRestartIsAskedAgainAtOnce() throws Exception {
    router.speaks(false, true);

    try (PortMapper mapper = mapper(NEVER)) {
      awaitMapped(mapper, FIVE, "203.0.113.7", 40_001);
      Optional<InetSocketAddress> before = mapper.mapped().get();
      router.restart();
      router.mapsTo(InetAddress.ofLiteral("203.0.113.9"), 40_002);
      // Routers repeat themselves, too: RFC 6886, section 3.2.1.
      for (int i = 0; i < 10; i++) {
        router.announce(announcements);
        if (mapper.mapped().await(now -> !now.equals(before), Duration.ofMillis(500))) {
          break;
        }
      }
      awaitMapped(mapper, FIVE, "203.0.113.9", 40_002);
    }
  }

  @Test
  void aRouterThatDoesNotIsAskedNowAndThen() throws Exception {
    router.speaks(true, false);

    try (PortMapper mapper = mapper(new Pace(FIVE, Duration.ofMillis(200), FIVE, FIVE))) {
      awaitMapped(mapper, FIVE, "203.0.113.7", 40_001);
      router.mapsTo(InetAddress.ofLiteral("203.0.113.7"), 40_002);
      router.restart();

      awaitMapped(mapper, FIVE, "203.0.113.7", 40_002);
    }
  }

  @Test
  void aMachineThatMovesAsksAtItsNewPlaceAndGivesBackTheOld() throws Exception {
    router.speaks(true, false);
    try (FakeRouter other = FakeRouter.start(elsewhere(router.port()));
        PortMapper mapper = mapper(NEVER)) {
      other.mapsTo(InetAddress.ofLiteral("203.0.113.9"), 40_009);
      awaitMapped(mapper, FIVE, "203.0.113.7", 40_001);

      place = Optional.of(new Place(LOOPBACK, (Inet4Address) InetAddress.ofLiteral("127.0.0.2")));
      mapper.moved();

      awaitMapped(mapper, FIVE, "203.0.113.9", 40_009);
      assertTrue(await(router.heard(), "PCP map 0 0", 1));
    }
  }

  private static InetSocketAddress elsewhere(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), port);
  }

  @Test
  void withoutARouterNobodyIsAsked() throws Exception {
    place = Optional.empty();

    try (PortMapper mapper = mapper(NEVER)) {
      assertFalse(router.heard().await(all -> !all.isEmpty(), Duration.ofMillis(300)));
      assertEquals(Optional.empty(), mapper.mapped().get());
    }
  }

  @Test
  void closingGivesThePortBack() throws Exception {
    PortMapper mapper = mapper(NEVER);
    awaitMapped(mapper, FIVE, "203.0.113.7", 40_001);

    mapper.close();

    assertTrue(router.heard().get().getLast().matches("(PCP|NAT-PMP) map 0 0"));
    assertEquals(Optional.empty(), mapper.mapped().get());
  }

  @Test
  void closingTakesNoLongerWhenTheRouterIsGone() throws Exception {
    PortMapper mapper = mapper(NEVER);
    awaitMapped(mapper, FIVE, "203.0.113.7", 40_001);
    router.silence();
    long start = System.nanoTime();

    mapper.close();

    assertTrue(System.nanoTime() - start < Duration.ofSeconds(3).toNanos());
  }
}
