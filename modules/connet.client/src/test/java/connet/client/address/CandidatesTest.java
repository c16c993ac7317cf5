package connet.client.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final List<InetSocketAddress> OWN =
      at("203.0.113.9", "192.168.1.5", "2001:db8::5");

  @Test
  void whatCannotBeAPeerIsNotDialed() {
    List<InetSocketAddress> announced =
        at(
            "0.0.0.0",
            "::",
            "224.0.0.1",
            "ff02::1",
            "169.254.1.1",
            "fe80::1",
            "255.255.255.255",
            "127.0.0.1",
            "::1",
            "198.51.100.1");

    assertEquals(at("198.51.100.1"), Candidates.of(announced, OWN));
  }

  @Test
  void portZeroIsNotDialed() {
    assertEquals(List.of(), Candidates.of(List.of(new InetSocketAddress("198.51.100.1", 0)), OWN));
  }

  @Test
  void loopbackIsDialedWhenWeAreAnnouncedThereOurselves() {
    assertEquals(at("127.0.0.1"), Candidates.of(at("127.0.0.1"), at("127.0.0.1")));
  }

  @Test
  void addressesOfOurNetworksComeFirstTheOthersAsAnnounced() {
    assertEquals(
        at("192.168.1.77", "2001:db8::77", "198.51.100.1", "10.0.0.1", "2001:db8:0:1::1"),
        Candidates.of(
            at("198.51.100.1", "192.168.1.77", "10.0.0.1", "2001:db8::77", "2001:db8:0:1::1"),
            OWN));
  }

  @Test
  void eachAddressIsDialedOnceAndNotTooManyOfThem() {
    List<InetSocketAddress> many =
        IntStream.range(1, 200).mapToObj(i -> new InetSocketAddress("198.51.100." + i, 1)).toList();

    assertEquals(Candidates.MOST, Candidates.of(many, OWN).size());
    assertEquals(at("198.51.100.1"), Candidates.of(at("198.51.100.1", "198.51.100.1"), OWN));
  }

  private static List<InetSocketAddress> at(String... literals) {
    return Stream.of(literals).map(literal -> new InetSocketAddress(literal, 19192)).toList();
  }
}
