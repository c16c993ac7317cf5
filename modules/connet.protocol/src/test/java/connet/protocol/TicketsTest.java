package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class TicketsTest {
  private static final JsonObject VECTORS = Vectors.read("tickets.json");
  private static final Bytes SHARED = Vectors.bytes(VECTORS, "shared_key");

  /**
   * The existing network's relay takes the ticket and then closes the connection, as ours does at
   * once.
   */
  private static final String NO_ROLE =
      "unknown role: the relay accepts the ticket, then closes the connection, as it is neither";

  @Test
  void bothSidesFindTheSameKey() throws InvalidKeyException {
    RelayKeys relay = RelayKeys.of(Vectors.bytes(VECTORS, "relay_private"));
    RelayKeys control = RelayKeys.of(Vectors.bytes(VECTORS, "control_private"));
    assertEquals(Vectors.bytes(VECTORS, "relay_public"), relay.publicKey());
    assertEquals(Vectors.bytes(VECTORS, "control_public"), control.publicKey());
    assertEquals(SHARED, Tickets.sharedKey(relay.privateKey(), control.publicKey()));
    assertEquals(SHARED, Tickets.sharedKey(control.privateKey(), relay.publicKey()));
  }

  @TestFactory
  Stream<DynamicTest> ticketsOfTheExistingNetworkAreJudgedAlike() {
    return Vectors.list(VECTORS, "tickets").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(Vectors.text(vector, "case"), () -> checkTicket(vector)));
  }

  private static void checkTicket(JsonObject vector) throws Exception {
    DerCertificate presented = CertificateVectors.der(Vectors.text(vector, "presented"));
    assertEquals(Vectors.text(vector, "presented_key"), presented.key());
    Optional<ClientTicket> ticket = Tickets.open(SHARED, Vectors.bytes(vector, "ticket"));
    boolean admitted = ticket.isPresent() && ticket.get().admits(presented);
    if (Vectors.text(vector, "case").equals(NO_ROLE)) {
      assertEquals(Optional.empty(), ticket);
      return;
    }
    assertEquals(Vectors.accepted(vector), admitted);
    if (vector.has("fields") && vector.has("nonce") && Vectors.accepted(vector)) {
      ClientTicket expected =
          (ClientTicket) MessageKind.CLIENT_TICKET.of(vector.getAsJsonObject("fields"));
      assertEquals(Optional.of(expected), ticket);
      assertEquals(
          Vectors.bytes(vector, "ticket"),
          Tickets.seal(SHARED, expected, Vectors.bytes(vector, "nonce")));
    }
  }

  @Test
  void aTicketOfFreshKeysAdmitsItsClientAlone() throws InvalidKeyException {
    SecureRandom random = new SecureRandom();
    RelayKeys relay = RelayKeys.generate(random);
    RelayKeys control = RelayKeys.generate(random);
    ClientTicket ticket =
        new ClientTicket("web", Role.SOURCE, CertificateVectors.der("A.client").key());
    Bytes shared = Tickets.sharedKey(control.privateKey(), relay.publicKey());
    Bytes sealed = Tickets.seal(shared, ticket, random);
    assertNotEquals(sealed, Tickets.seal(shared, ticket, random));
    ClientTicket opened =
        Tickets.open(Tickets.sharedKey(relay.privateKey(), control.publicKey()), sealed)
            .orElseThrow();
    assertEquals(ticket, opened);
    assertTrue(opened.admits(CertificateVectors.der("A.client")));
    assertTrue(!opened.admits(CertificateVectors.der("B.client")));
  }

  @Test
  void aPublicKeyWithWhichAnybodyFindsTheSameIsRefused() {
    Bytes own = Vectors.bytes(VECTORS, "relay_private");
    Bytes zero = Bytes.of(new byte[RelayKeys.LENGTH]);
    assertThrows(InvalidKeyException.class, () -> Tickets.sharedKey(own, zero));
    assertThrows(InvalidKeyException.class, () -> Tickets.sharedKey(own, Bytes.of(new byte[31])));
  }

  @Test
  void keysAreInNoText() {
    RelayKeys keys = RelayKeys.generate(new SecureRandom());
    assertEquals("RelayKeys[privateKey=32 bytes, publicKey=32 bytes]", keys.toString());
  }
}
