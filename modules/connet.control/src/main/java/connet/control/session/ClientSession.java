package connet.control.session;

import connet.control.ControlStatus;
import connet.control.directory.Generation;
import connet.control.directory.RefusedException;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientAuthenticateRequest;
import connet.protocol.ClientAuthenticateResponse;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.Ids;
import connet.protocol.MalformedMessageException;
import connet.protocol.Peer;
import connet.protocol.ReconnectTokens;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client: it authenticates, then opens a stream for each endpoint that it announces or wants
 * relays for.
 */
final class ClientSession extends Session {
  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TokenUse tokens;
  private final long number;
  private final Pace pace;
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger announces = new AtomicInteger();

  // Set by the authentication, before any stream is served.
  private TokenUse.@Nullable Use use;
  private String id = "";
  private String metadata = "";

  ClientSession(QuicConnection connection, Services services, TokenUse tokens, long number) {
    super(connection, Alpn.Kind.CLIENT_CONTROL.framing(connection.alpn()), services);
    this.tokens = tokens;
    this.number = number;
    this.pace =
        new Pace(
            services.limits().requestBurst(),
            services.limits().requestsPerSecond(),
            System::nanoTime);
  }

  @Override
  void authenticate(MessageStream messages)
      throws IOException, RefusedException, MalformedMessageException {
    ClientAuthenticateRequest request = ClientAuthenticateRequest.decode(messages.read());
    use = tokens.begin(request.token(), connection().remoteAddress());
    Bytes secret = services().store().secrets().clientReconnect();
    id =
        ReconnectTokens.open(secret, request.reconnectToken())
            .filter(Ids::valid)
            .orElseGet(Ids::random);
    metadata = request.metadata();
    Clients clients = services().clients();
    clients.add(
        number,
        new ControlStatus.Client(
            id, clients.connectionId(number), connection().remoteAddress(), metadata));
    messages.finish(
        new ClientAuthenticateResponse.Accepted(
                connection().remoteAddress(), ReconnectTokens.seal(secret, id, RANDOM))
            .encode());
    LOG.info(
        "client connected id={} address={} version={} metadata={}",
        id,
        address(),
        Printable.text(request.buildVersion()),
        Printable.text(metadata));
  }

  @Override
  byte[] refusal(ErrorStatus status) {
    return new ClientAuthenticateResponse.Refused(status).encode();
  }

  @Override
  void serve() throws IOException {
    long opened = 0;
    while (true) {
      QuicStream stream = connection().acceptStream();
      if (streams.incrementAndGet() > services().limits().streams()) {
        connection()
            .close(
                ErrorCode.REQUEST_UNKNOWN,
                "more than " + services().limits().streams() + " streams at a time");
      }
      ClientStream conversation = new ClientStream(this, stream, new Generation(number, ++opened));
      Thread.ofVirtual().name("connet-control-stream").start(conversation::run);
    }
  }

  @Override
  void ended() {
    if (use != null) {
      use.end();
      services().clients().remove(number);
      LOG.info("client disconnected id={} address={} reason={}", id, address(), connection().end());
    }
  }

  String id() {
    return id;
  }

  /** The client with one of its endpoints, as its peers are told of it. */
  RemotePeer remotePeer(Peer peer) {
    return new RemotePeer(id, peer, metadata);
  }

  /** Refuses an endpoint or a role for which the client's token is not good. */
  void check(String endpoint, Role role) throws RefusedException {
    Objects.requireNonNull(use, "authenticated before").check(endpoint, role);
  }

  void streamEnded() {
    streams.decrementAndGet();
  }

  void beginAnnounce() throws RefusedException {
    int limit = services().limits().announces();
    if (announces.incrementAndGet() > limit) {
      announces.decrementAndGet();
      throw new RefusedException(
          ErrorCode.ANNOUNCE_VALIDATION_FAILED,
          "too many endpoints on one connection, at most " + limit + " at a time");
    }
  }

  void announceEnded() {
    announces.decrementAndGet();
  }

  /** Slows down a client that sends requests without end. */
  void keepPace() throws IOException {
    try {
      Thread.sleep(pace.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
