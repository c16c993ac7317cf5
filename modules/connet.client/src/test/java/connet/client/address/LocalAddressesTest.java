package connet.client.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {
  @Test
  void onlyAddressesThatMeanUsToOthersAreAnnounced() throws Exception {
    List<InetAddress> all =
        addresses(
            "127.0.0.1",
            "::1",
            "169.254.7.7",
            "fe80::1",
            "224.0.0.251",
            "ff02::fb",
            "0.0.0.0",
            "::",
            "192.168.1.5",
            "10.0.0.7",
            "2001:db8::5",
            "fd00::1");

    assertEquals(
        addresses("2001:db8::5", "fd00::1", "10.0.0.7", "192.168.1.5"),
        LocalAddresses.announceable(all));
  }

  @Test
  void theOrderOfInterfacesDoesNotCountAsAChange() throws Exception {
    List<InetAddress> found = addresses("10.0.0.2", "2001:db8::1", "10.0.0.1", "10.0.0.2");

    assertEquals(LocalAddresses.announceable(found), LocalAddresses.announceable(found.reversed()));
    assertEquals(3, LocalAddresses.announceable(found).size());
  }

  @Test
  void whatTheControlServerSeesIsAnnouncedFirst() throws Exception {
    var seen = new InetSocketAddress("203.0.113.9", 4711);

    assertEquals(
        List.of(seen, new InetSocketAddress("10.0.0.1", 19192)),
        LocalAddresses.announced(seen, null, addresses("10.0.0.1"), new InetSocketAddress(19192)));
  }

  @Test
  void whatARouterHasMappedComesBeforeTheLocalOnes() throws Exception {
    var seen = new InetSocketAddress("203.0.113.9", 4711);
    var mapped = new InetSocketAddress("203.0.113.9", 19192);

    assertEquals(
        List.of(seen, mapped, new InetSocketAddress("10.0.0.1", 19192)),
        LocalAddresses.announced(
            seen, mapped, addresses("10.0.0.1"), new InetSocketAddress(19192)));
  }

  @Test
  void withoutNatTheAddressIsAnnouncedOnce() throws Exception {
    var seen = new InetSocketAddress("10.0.0.1", 19192);

    assertEquals(
        List.of(seen),
        LocalAddresses.announced(seen, null, addresses("10.0.0.1"), new InetSocketAddress(19192)));
  }

  @Test
  void beforeTheFirstSessionTheLocalOnesAreKnown() throws Exception {
    assertEquals(
        List.of(new InetSocketAddress("10.0.0.1", 7)),
        LocalAddresses.announced(null, null, addresses("10.0.0.1"), new InetSocketAddress(7)));
  }

  @Test
  void aSocketBoundToOneAddressAnnouncesNoOther() throws Exception {
    var bound = new InetSocketAddress("10.0.0.2", 19192);

    assertEquals(
        List.of(bound),
        LocalAddresses.announced(null, null, addresses("10.0.0.1", "10.0.0.2"), bound));
  }

  @Test
  void onAMachineAloneTheLoopbackAddressIsAnnouncedIfTheServerSeesIt() throws Exception {
    var seen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 19192);

    assertEquals(
        List.of(seen),
        LocalAddresses.announced(
            seen, null, List.of(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 19192)));
  }

  @Test
  void thisMachineIsReadWithoutItsLoopback() throws Exception {
    assertTrue(LocalAddresses.read().stream().noneMatch(InetAddress::isLoopbackAddress));
  }

  static List<InetAddress> addresses(String... literals) throws UnknownHostException {
    List<InetAddress> parsed = new ArrayList<>();
    for (String literal : literals) {
      parsed.add(InetAddress.getByName(literal));
    }
    return parsed;
  }
}
