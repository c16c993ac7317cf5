package connet.relay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class PendingClientsTest {
  private final PendingClients pending = new PendingClients(3, 2);

  @Test
  void oneAddressCannotTakeAllPlaces() throws UnknownHostException {
    assertTrue(pending.enter(address("192.0.2.1")));
    assertTrue(pending.enter(address("192.0.2.1")));
    assertFalse(pending.enter(address("192.0.2.1")));
    assertTrue(pending.enter(address("192.0.2.2")));
  }

  @Test
  void neighboursInAnIpv6NetworkCountAsOne() throws UnknownHostException {
    assertTrue(pending.enter(address("2001:db8::1")));
    assertTrue(pending.enter(address("2001:db8::ffff:2")));
    assertFalse(pending.enter(address("2001:db8::3")));
    assertTrue(pending.enter(address("2001:db8:0:1::1")));
  }

  @Test
  void allTogetherHaveALimitToo() throws UnknownHostException {
    assertTrue(pending.enter(address("192.0.2.1")));
    assertTrue(pending.enter(address("192.0.2.2")));
    assertTrue(pending.enter(address("192.0.2.3")));
    assertFalse(pending.enter(address("192.0.2.4")));
  }

  @Test
  void aPlaceThatIsLeftIsFree() throws UnknownHostException {
    for (int i = 0; i < 10; i++) {
      assertTrue(pending.enter(address("192.0.2.1")));
      assertTrue(pending.enter(address("192.0.2.1")));
      pending.leave(address("192.0.2.1"));
      pending.leave(address("192.0.2.1"));
    }
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
