package connet.client.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void addressesAreTakenAsTheyAre() throws Exception {
    try (var names = new Names()) {
      assertEquals(List.of(InetAddress.getByName("192.0.2.1")), names.resolve("192.0.2.1"));
      assertEquals(List.of(InetAddress.getByName("2001:db8::1")), names.resolve("2001:db8::1"));
    }
  }

  @Test
  void namesAreLookedUp() throws Exception {
    try (var names = new Names()) {
      assertEquals(true, names.resolve("localhost").getFirst().isLoopbackAddress());
    }
  }

  @Test
  void aNameThatDoesNotExistIsAnErrorWithTheName() {
    try (var names = new Names()) {
      IOException e = assertThrows(IOException.class, () -> names.resolve("no.such.host.invalid"));

      assertEquals("there is no address for the name no.such.host.invalid", e.getMessage());
    }
  }

  @Test
  void afterTheEndNothingIsLookedUp() {
    var names = new Names();
    names.close();

    assertThrows(IOException.class, () -> names.resolve("localhost"));
  }
}
