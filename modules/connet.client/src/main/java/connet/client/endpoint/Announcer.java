package connet.client.endpoint;

import connet.client.control.ControlSession;
import connet.client.control.ControlState;
import connet.client.node.LocalIdentity;
import connet.client.node.Node;
import connet.client.peer.Peers;
import connet.client.relay.RelayLinks;
import connet.client.task.Tasks;
import connet.client.task.Watched;
import connet.protocol.Backoff;
import connet.protocol.ClientRequest;
import connet.protocol.ClientResponse;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.Peer;
import connet.transport.QuicStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces one endpoint in each session with the control server, and asks there for relays: a
 * stream for each of the two, on which the server answers now and after every change.
 *
 * <p>Run by its {@link LocalEndpoint}.
 */
final class Announcer {
  private interface Conversation {
    void hold(ControlSession session, QuicStream stream) throws IOException, InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final Duration STREAM = Duration.ofSeconds(5);

  /** What the server refuses it will refuse again; a fault of the moment has passed by then. */
  private static final Duration SOONEST_RETRY = Duration.ofMillis(200);

  /** How long the end of an announce may take until the server has confirmed it. */
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final Node node;
  private final LocalIdentity self;
  private final Watched<Peer> own;
  private final Peers peers;
  private final RelayLinks relays;
  private final boolean relayed;
  private final Tasks tasks;
  private final Watched<List<QuicStream>> announces = new Watched<>(List.of());
  private final Watched<AnnounceState> state =
      new Watched<>(new AnnounceState.Waiting("not announced yet"));
  private volatile boolean revoked;

  Announcer(
      Node node,
      LocalIdentity self,
      Watched<Peer> own,
      Peers peers,
      RelayLinks relays,
      boolean relayed) {
    this.node = node;
    this.self = self;
    this.own = own;
    this.peers = peers;
    this.relays = relays;
    this.relayed = relayed;
    this.tasks = new Tasks("announce " + self);
  }

  Watched<AnnounceState> state() {
    return state;
  }

  /** Runs until interrupted. */
  void run() throws IOException, InterruptedException {
    try (tasks) {
      node.control().state().follow(this::see);
    }
  }

  private void see(ControlState control) {
    switch (control) {
      case ControlState.Connected(ControlSession session) -> {
        Set<Integer> refusals = ConcurrentHashMap.newKeySet();
        tasks.start("endpoint", () -> keep(session, this::announce, refusals));
        if (relayed) {
          tasks.start("relays", () -> keep(session, this::askForRelays, refusals));
        }
      }
      case ControlState.Away(String why) -> state.set(new AnnounceState.Waiting(why));
      case ControlState.Refused(ErrorStatus status) ->
          state.set(new AnnounceState.Waiting("control server: " + status));
    }
  }

  /** Each refusal is said once in a session: what is not announced gets no relays either. */
  private void keep(ControlSession session, Conversation conversation, Set<Integer> refusals)
      throws InterruptedException {
    var backoff = new Backoff(SOONEST_RETRY, Backoff.MOST, RandomGenerator.getDefault());
    while (session.connection().open() && !revoked) {
      try {
        hold(session, conversation);
      } catch (ErrorStatusException e) {
        if (refusals.add(e.status().code())) {
          LOG.warn("control server refuses endpoint={} why={}", self, e.getMessage());
        }
      } catch (IOException e) {
        LOG.debug("no word from the control server endpoint={} why={}", self, e.getMessage());
      }
      Thread.sleep(backoff.next());
    }
  }

  private void hold(ControlSession session, Conversation conversation)
      throws IOException, InterruptedException {
    try (QuicStream stream = session.connection().openStream(STREAM)) {
      conversation.hold(session, stream);
    }
  }

  private void announce(ControlSession session, QuicStream stream)
      throws IOException, InterruptedException {
    Framing framing = session.framing();
    announces.update(streams -> Stream.concat(streams.stream(), Stream.of(stream)).toList());
    try (var writer = new Tasks("announce " + self)) {
      if (revoked) {
        return;
      }
      writer.start("writer", () -> write(stream, framing));
      while (true) {
        switch (ClientResponse.decode(framing.read(stream.input(), Framing.MAX))) {
          case ClientResponse.Failed(ErrorStatus error) -> {
            state.set(new AnnounceState.Refused(error));
            throw new ErrorStatusException(error);
          }
          case ClientResponse.Announced(var remotes, int malformed) -> {
            leftOut("peers", malformed);
            peers.told(session.number(), remotes);
            announced();
          }
          case ClientResponse.Relays unexpected ->
              throw new IOException("relays in answer to an announce");
        }
      }
    } finally {
      announces.update(streams -> streams.stream().filter(s -> !s.equals(stream)).toList());
    }
  }

  private void write(QuicStream stream, Framing framing) throws IOException, InterruptedException {
    try {
      own.follow(
          peer ->
              framing.write(
                  stream.output(),
                  new ClientRequest.Announce(self.endpoint(), self.role(), peer).encode()));
    } catch (IOException e) {
      stream.reset(0); // ends the reader, too
      throw e;
    }
  }

  private void announced() {
    if (!(state.get() instanceof AnnounceState.Announced)) {
      LOG.info("announced endpoint={}", self);
    }
    state.set(new AnnounceState.Announced());
  }

  private void askForRelays(ControlSession session, QuicStream stream) throws IOException {
    Framing framing = session.framing();
    DerCertificate leaf = self.certificates().client().der();
    framing.write(
        stream.output(), new ClientRequest.Relay(self.endpoint(), self.role(), leaf).encode());
    while (true) {
      switch (ClientResponse.decode(framing.read(stream.input(), Framing.MAX))) {
        case ClientResponse.Failed(ErrorStatus error) -> throw new ErrorStatusException(error);
        case ClientResponse.Relays(var offers, int malformed) -> {
          leftOut("relays", malformed);
          relays.told(session.number(), offers);
        }
        case ClientResponse.Announced unexpected ->
            throw new IOException("peers in answer to a request for relays");
      }
    }
  }

  private void leftOut(String what, int malformed) {
    if (malformed > 0) {
      LOG.warn(
          "the control server told of {} with malformed entries, left out endpoint={} count={}",
          what,
          self,
          malformed);
    }
  }

  /**
   * Ends what is announced: the server forgets it at once, and says so by ending the streams, for
   * which half a second is left.
   */
  void revoke() throws InterruptedException {
    revoked = true;
    announces.get().forEach(QuicStream::shutdownOutput);
    announces.await(List::isEmpty, FAREWELL);
  }
}
