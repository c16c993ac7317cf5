package connet.relay;

import connet.protocol.Bytes;
import connet.protocol.ClientTicket;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Tickets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Decides by its ticket whether a client is admitted, and as what. No one else is asked: a ticket
 * that opens was sealed by the control server for this relay. Thread-safe.
 */
final class Admission {
  private final TicketKeys keys;

  Admission(TicketKeys keys) {
    this.keys = keys;
  }

  /**
   * Opens the ticket and compares it with the certificate that the client presented in its
   * handshake, which is what makes a copied ticket worthless.
   *
   * @throws ErrorStatusException what to answer to a client that is not admitted
   */
  ClientTicket admit(Bytes sealed, DerCertificate presented) throws ErrorStatusException {
    List<Bytes> accepted = keys.accepted();
    if (accepted.isEmpty()) {
      throw refused("this relay has not reached its control server yet");
    }
    ClientTicket ticket = open(accepted, sealed);
    // In constant time, so that nobody can find out byte by byte which key a ticket is for.
    if (!MessageDigest.isEqual(bytes(ticket.certificateKey()), bytes(presented.key()))) {
      throw refused("the ticket is for another client certificate");
    }
    return ticket;
  }

  private static ClientTicket open(List<Bytes> accepted, Bytes sealed) throws ErrorStatusException {
    for (Bytes key : accepted) {
      Optional<ClientTicket> ticket = Tickets.open(key, sealed);
      if (ticket.isPresent()) {
        return ticket.get();
      }
    }
    throw refused("the ticket is not valid here");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ErrorStatusException refused(String why) {
    return new ErrorStatusException(new ErrorStatus(ErrorCode.AUTHENTICATION_FAILED, why));
  }
}
