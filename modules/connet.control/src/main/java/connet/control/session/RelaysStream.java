package connet.control.session;

import connet.control.directory.RefusedException;
import connet.control.directory.RelayRegistry;
import connet.control.directory.Signal;
import connet.control.store.StoredRelay;
import connet.protocol.ClientRequest;
import connet.protocol.ClientResponse;
import connet.protocol.ClientTicket;
import connet.protocol.ErrorCode;
import connet.protocol.MalformedMessageException;
import connet.protocol.OfferedRelay;
import connet.protocol.Tickets;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client's relays for one endpoint: each with a ticket that only that relay can open, which
 * names the endpoint, the role and the certificate. Sent at once and whenever the relays change.
 */
final class RelaysStream {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ClientSession session;
  private final MessageStream messages;

  RelaysStream(ClientSession session, MessageStream messages) {
    this.session = session;
    this.messages = messages;
  }

  /** Serves the stream until the client ends it. */
  void run(ClientRequest.Relay request) throws IOException, RefusedException {
    session.check(request.endpoint(), request.role());
    Certificates.check(
        request.clientCertificate(),
        ErrorCode.RELAY_INVALID_CERTIFICATE,
        "the client certificate cannot be read");
    ClientTicket ticket =
        new ClientTicket(request.endpoint(), request.role(), request.clientCertificate().key());
    RelayRegistry relays = session.services().relays();
    try (Signal signal = Signal.raised()) {
      relays.watch(signal);
      try {
        Repeater.start(session, messages, signal, new NewRelays(relays, ticket));
        if (messages.next() != null) {
          throw new MalformedMessageException(
              ErrorCode.REQUEST_UNKNOWN, "a stream for relays takes one request");
        }
      } finally {
        relays.unwatch(signal);
      }
    }
  }

  /**
   * The relays whenever they are others than the client was told last. A relay that stays keeps its
   * ticket.
   */
  private static final class NewRelays implements Repeater.Source {
    private final RelayRegistry relays;
    private final ClientTicket ticket;
    private Map<StoredRelay, OfferedRelay> offered = Map.of();
    private @Nullable List<StoredRelay> told;

    NewRelays(RelayRegistry relays, ClientTicket ticket) {
      this.relays = relays;
      this.ticket = ticket;
    }

    @Override
    public byte @Nullable [] next() {
      List<StoredRelay> now = relays.relays();
      if (now.equals(told)) {
        return null;
      }
      Map<StoredRelay, OfferedRelay> offers = HashMap.newHashMap(now.size());
      for (StoredRelay relay : now) {
        OfferedRelay known = offered.get(relay);
        offers.put(relay, known == null ? offer(relay) : known);
      }
      offered = offers;
      told = now;
      return new ClientResponse.Relays(now.stream().map(offers::get).toList()).encode();
    }

    private OfferedRelay offer(StoredRelay relay) {
      return new OfferedRelay(
          relay.id(),
          relay.addresses(),
          relay.certificate(),
          Tickets.seal(relay.sharedKey(), ticket, RANDOM),
          relay.metadata());
    }
  }
}
