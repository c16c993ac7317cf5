package connet.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import connet.protocol.Bytes;
import connet.protocol.ClientTicket;
import connet.protocol.DerCertificate;
import connet.protocol.EndpointCertificates;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatusException;
import connet.protocol.Role;
import connet.protocol.Tickets;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DerCertificate CLIENT = newClient();
  private static final DerCertificate OTHER = newClient();

  private final AtomicLong now = new AtomicLong();
  private final TicketKeys keys = new TicketKeys(Duration.ofMinutes(5), now::get);
  private final Admission admission = new Admission(keys);
  private final Bytes key = Bytes.random(32, RANDOM);

  @BeforeEach
  void register() {
    keys.replace(key);
  }

  @Test
  void aTicketForThePresentedCertificateAdmitsToItsEndpointInItsRole() throws IOException {
    ClientTicket ticket = new ClientTicket("web", Role.SOURCE, CLIENT.key());
    assertEquals(ticket, admission.admit(seal(key, ticket), CLIENT));
  }

  @Test
  void aCopiedTicketIsWorthNothingWithAnotherCertificate() {
    assertRefused(seal(key, new ClientTicket("web", Role.DESTINATION, CLIENT.key())), OTHER);
  }

  @Test
  void aTicketOfAnotherRelayIsRefused() {
    Bytes foreign = Bytes.random(32, RANDOM);
    assertRefused(seal(foreign, new ClientTicket("web", Role.SOURCE, CLIENT.key())), CLIENT);
  }

  @Test
  void nonsenseIsRefused() {
    assertRefused(Bytes.EMPTY, CLIENT);
    assertRefused(Bytes.random(23, RANDOM), CLIENT);
    assertRefused(Bytes.random(24, RANDOM), CLIENT);
    assertRefused(Bytes.random(10_000, RANDOM), CLIENT);
  }

  @Test
  void aTicketFromBeforeAReconnectIsGoodForAWhile() throws IOException {
    ClientTicket ticket = new ClientTicket("web", Role.SOURCE, CLIENT.key());
    Bytes sealed = seal(key, ticket);
    keys.replace(Bytes.random(32, RANDOM));
    assertEquals(ticket, admission.admit(sealed, CLIENT));
    now.addAndGet(Duration.ofMinutes(5).toNanos() + 1);
    assertRefused(sealed, CLIENT);
  }

  @Test
  void beforeTheFirstRegistrationNobodyIsAdmitted() {
    Admission unregistered = new Admission(new TicketKeys(Duration.ofMinutes(5), now::get));
    Bytes sealed = seal(key, new ClientTicket("web", Role.SOURCE, CLIENT.key()));
    assertThrows(ErrorStatusException.class, () -> unregistered.admit(sealed, CLIENT));
  }

  private void assertRefused(Bytes sealed, DerCertificate presented) {
    ErrorStatusException refused =
        assertThrows(ErrorStatusException.class, () -> admission.admit(sealed, presented));
    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refused.status().code());
  }

  private static Bytes seal(Bytes key, ClientTicket ticket) {
    return Tickets.seal(key, ticket, RANDOM);
  }

  private static DerCertificate newClient() {
    return EndpointCertificates.create(Instant.now()).client().der();
  }
}
