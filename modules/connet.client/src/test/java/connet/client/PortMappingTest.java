package connet.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.address.LocalAddresses;
import connet.client.lab.FakeRouter;
import connet.client.lab.Lab;
import connet.client.portmap.Place;
import connet.client.portmap.PortMapper;
import connet.protocol.Role;
import connet.testkit.FreePorts;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortMappingTest {
  private static final Inet4Address LOOPBACK = (Inet4Address) InetAddress.ofLiteral("127.0.0.1");
  private static final InetSocketAddress MAPPED = new InetSocketAddress("203.0.113.7", 40_001);

  @Test
  void theMappedAddressIsAnnouncedWithinFiveSecondsAndGivenBackAtTheEnd() throws Exception {
    try (Lab lab = new Lab();
        FakeRouter router = FakeRouter.start()) {
      int unused = FreePorts.next();
      var ports = new PortMapper.Ports(router.port(), unused, Optional.empty(), FreePorts.next());
      Client client =
          Client.start(
              lab.settings(),
              LocalAddresses::read,
              (_, _, bound) ->
                  new PortMapper(_ -> Optional.of(new Place(LOOPBACK, LOOPBACK)), bound, ports));
      try (client) {
        client.destination("web", Route.ANY);

        assertTrue(announced(lab), () -> "" + lab.control().directory().get());
      }
      assertTrue(router.heard().get().getLast().endsWith(" map 0 0"));
    }
  }

  private static boolean announced(Lab lab) throws InterruptedException {
    return lab.control()
        .directory()
        .await(
            all ->
                all.peers("web", Role.DESTINATION).values().stream()
                    .anyMatch(peer -> peer.directs().contains(MAPPED)),
            Duration.ofSeconds(5));
  }

  @Test
  void nobodyIsAskedWhenItIsDisabled() throws Exception {
    try (Lab lab = new Lab();
        FakeRouter router = FakeRouter.start()) {
      var ports =
          new PortMapper.Ports(router.port(), FreePorts.next(), Optional.empty(), FreePorts.next());
      ClientSettings settings = lab.settings().withPortMapping(PortMapping.DISABLED);
      Client client =
          Client.start(
              settings,
              LocalAddresses::read,
              (_, _, bound) ->
                  new PortMapper(_ -> Optional.of(new Place(LOOPBACK, LOOPBACK)), bound, ports));
      try (client) {
        assertTrue(client.awaitConnected(Lab.PATIENCE));
        assertTrue(
            !router.heard().await(all -> !all.isEmpty(), Duration.ofMillis(300)),
            () -> "" + router.heard().get());
      }
    }
  }
}
