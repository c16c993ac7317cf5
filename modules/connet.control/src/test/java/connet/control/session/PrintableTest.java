package connet.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void textCannotWriteLinesOfItsOwn() {
    assertEquals("one two  three", Printable.text("one\ntwo\r\u001bthree"));
  }

  @Test
  void longTextIsCut() {
    assertTrue(Printable.text("x".repeat(10_000)).length() < 300);
  }

  @Test
  void addressesHaveTheirUsualForm() {
    assertEquals("192.0.2.1:1", address("192.0.2.1"));
    assertEquals("[2001:db8:0:0:0:0:0:1]:1", address("2001:db8::1"));
  }

  private static String address(String host) {
    return Printable.address(new InetSocketAddress(InetAddress.ofLiteral(host), 1));
  }
}
