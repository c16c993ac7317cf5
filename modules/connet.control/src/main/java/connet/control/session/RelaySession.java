package connet.control.session;

import connet.control.directory.RefusedException;
import connet.control.directory.RelayRegistry;
import connet.control.store.Secrets;
import connet.control.store.StoredRelay;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.Ids;
import connet.protocol.MalformedMessageException;
import connet.protocol.ReconnectTokens;
import connet.protocol.RelayAuthenticateRequest;
import connet.protocol.RelayAuthenticateResponse;
import connet.protocol.RelayKeys;
import connet.protocol.Tickets;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relay: it registers with its authentication and is offered to clients as long as its connection
 * lives.
 */
final class RelaySession extends Session {
  private static final Logger LOG = LoggerFactory.getLogger(RelaySession.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TokenUse tokens;

  // Set by the authentication.
  private TokenUse.@Nullable Use use;
  private RelayRegistry.@Nullable Registration registration;
  private String id = "";

  RelaySession(QuicConnection connection, Services services, TokenUse tokens) {
    super(connection, Alpn.Kind.RELAY_CONTROL.framing(connection.alpn()), services);
    this.tokens = tokens;
  }

  @Override
  void authenticate(MessageStream messages)
      throws IOException, RefusedException, MalformedMessageException {
    RelayAuthenticateRequest request = RelayAuthenticateRequest.decode(messages.read());
    // The certificate before the token: so does the existing network.
    Certificates.check(
        request.serverCertificate(),
        ErrorCode.AUTHENTICATION_FAILED,
        "authentication failed: the server certificate cannot be read");
    use = tokens.begin(request.token(), connection().remoteAddress());
    if (request.addresses().isEmpty()) {
      throw new RefusedException(
          ErrorCode.AUTHENTICATION_FAILED, "a relay needs an address for clients to dial");
    }
    Secrets secrets = services().store().secrets();
    id =
        ReconnectTokens.open(secrets.relayReconnect(), request.reconnectToken())
            .filter(Ids::valid)
            .orElseGet(Ids::random);
    RelayKeys keys = RelayKeys.generate(RANDOM);
    StoredRelay relay =
        new StoredRelay(
            id,
            request.addresses(),
            request.serverCertificate(),
            sharedKey(keys, request.authenticationKey()),
            request.metadata());
    RelayRegistry.Registration registered = services().relays().register(relay);
    registration = registered;
    StoreErrors.commit(services().store());
    messages.finish(
        new RelayAuthenticateResponse.Accepted(
                secrets.controlId(),
                ReconnectTokens.seal(secrets.relayReconnect(), id, RANDOM),
                keys.publicKey())
            .encode());
    // Only now: before it has our key the relay could open no ticket.
    registered.publish();
    LOG.info(
        "relay connected id={} address={} offers={} version={} metadata={}",
        id,
        address(),
        request.addresses(),
        Printable.text(request.buildVersion()),
        Printable.text(request.metadata()));
  }

  @Override
  byte[] refusal(ErrorStatus status) {
    return new RelayAuthenticateResponse.Refused(status).encode();
  }

  @Override
  void serve() throws InterruptedException {
    connection().awaitEnd();
    LOG.info("relay disconnected id={} address={} reason={}", id, address(), connection().end());
  }

  @Override
  void ended() {
    if (registration != null) {
      if (lost(connection().end())) {
        registration.lost();
      } else {
        registration.ended();
      }
    }
    if (use != null) {
      use.end();
    }
  }

  private static Bytes sharedKey(RelayKeys keys, Bytes relayKey) throws RefusedException {
    try {
      return Tickets.sharedKey(keys.privateKey(), relayKey);
    } catch (InvalidKeyException e) {
      throw new RefusedException(
          ErrorCode.AUTHENTICATION_FAILED, "authentication failed: " + Printable.message(e));
    }
  }
}
