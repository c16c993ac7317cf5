package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlpnTest {
  @ParameterizedTest
  @CsvSource({
    "CLIENT_CONTROL, connet-control/0.4, connet-client/0.3",
    "RELAY_CONTROL, connet-control-relays/0.4, connet-relay/0.3",
    "CLIENT_RELAY, connet-relay/0.3, connet-peer-relay/0.2",
    "PEER_PEER, connet-peer/0.2, connet-peer/0.1"
  })
  void eachConnectionOffersTheNewerGenerationFirst(Alpn.Kind kind, String newer, String older) {
    assertEquals(List.of(newer, older), kind.offered());
    assertEquals(Framing.LENGTH_4, kind.framing(newer));
    assertEquals(Framing.LENGTH_8, kind.framing(older));
    assertTrue(kind.offers(newer) && kind.offers(older) && !kind.offers("h3"));
    assertThrows(IllegalArgumentException.class, () -> kind.framing("h3"));
  }

  /** A control server accepts both on one port. */
  @Test
  void clientsAndRelaysAreToldApartAtTheControlServer() {
    for (String alpn : Alpn.Kind.CLIENT_CONTROL.offered()) {
      assertTrue(!Alpn.Kind.RELAY_CONTROL.offers(alpn));
    }
  }
}
