package connet.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final List<String> turnedAway = new ArrayList<>();
  private final Admission admission = new Admission(4, 2);

  @Test
  void oldestOfASourceMakesRoomForItsNext() {
    enter("192.0.2.1", "first");
    enter("192.0.2.1", "second");
    enter("192.0.2.2", "other source");

    enter("192.0.2.1", "third");

    assertEquals(List.of("first"), turnedAway);
    assertEquals(3, admission.size());
  }

  @Test
  void oldestOfAllMakesRoomWhenThereAreTooMany() {
    enter("192.0.2.1", "first");
    enter("192.0.2.2", "second");
    enter("192.0.2.3", "third");
    enter("192.0.2.4", "fourth");

    enter("192.0.2.5", "fifth");

    assertEquals(List.of("first"), turnedAway);
    assertEquals(4, admission.size());
  }

  @Test
  void whoHasAuthenticatedCountsNoMore() {
    Admission.Waiter first = enter("192.0.2.1", "first");
    enter("192.0.2.1", "second");
    first.leave();

    enter("192.0.2.1", "third");

    assertEquals(List.of(), turnedAway);
    assertEquals(2, admission.size());
  }

  @Test
  void leavingTwiceOrAfterBeingTurnedAwayChangesNothing() {
    Admission.Waiter first = enter("192.0.2.1", "first");
    Admission.Waiter second = enter("192.0.2.1", "second");
    enter("192.0.2.1", "third");
    first.leave();
    second.leave();
    second.leave();

    assertEquals(1, admission.size());
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneSource() {
    enter("2001:db8::1", "first");
    enter("2001:db8::2", "second");
    enter("2001:db8:0:1::1", "other network");

    enter("2001:db8::3", "third");

    assertEquals(List.of("first"), turnedAway);
  }

  private Admission.Waiter enter(String address, String name) {
    return admission.enter(InetAddress.ofLiteral(address), () -> turnedAway.add(name));
  }
}
