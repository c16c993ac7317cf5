package connet.control.session;

import connet.control.directory.Announcement;
import connet.control.directory.Directory;
import connet.control.directory.Generation;
import connet.control.directory.PeerWatch;
import connet.control.directory.RefusedException;
import connet.protocol.ClientRequest;
import connet.protocol.ErrorCode;
import connet.protocol.MalformedMessageException;
import connet.protocol.Peer;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One announced endpoint: as long as the stream is open it is in the directory, and the client is
 * told of the peers of the opposite role. One thread reads the client's changes, another writes the
 * peers.
 */
final class AnnounceStream {
  private static final Logger LOG = LoggerFactory.getLogger(AnnounceStream.class);

  /** Hosts have a handful of addresses; every peer of the endpoint is told all of them. */
  private static final int MAX_DIRECTS = 128;

  private static final int MAX_RELAYS = 128;

  private final ClientSession session;
  private final MessageStream messages;
  private final Generation generation;

  AnnounceStream(ClientSession session, MessageStream messages, Generation generation) {
    this.session = session;
    this.messages = messages;
    this.generation = generation;
  }

  /** Serves the stream until the client ends it. */
  void run(ClientRequest.Announce first) throws IOException, RefusedException {
    session.check(first.endpoint(), first.role());
    check(first.peer(), null);
    session.beginAnnounce();
    Directory directory = session.services().directory();
    try (PeerWatch watch = directory.watch(first.endpoint(), first.role().opposite())) {
      Announcement announcement =
          directory.announce(
              first.endpoint(), first.role(), generation, session.remotePeer(first.peer()));
      try {
        StoreErrors.commit(session.services().store());
        LOG.debug(
            "endpoint announced client={} endpoint={} role={}",
            session.id(),
            first.endpoint(),
            first.role());
        Repeater.start(session, messages, watch.signal(), new NewPeers(watch));
        readChanges(announcement, first);
      } finally {
        end(announcement, first);
      }
    } finally {
      session.announceEnded();
    }
  }

  private void readChanges(Announcement announcement, ClientRequest.Announce first)
      throws IOException, RefusedException {
    Peer known = first.peer();
    for (byte[] body = messages.next(); body != null; body = messages.next()) {
      session.keepPace();
      if (!(ClientRequest.decode(body) instanceof ClientRequest.Announce changed)
          || !changed.endpoint().equals(first.endpoint())
          || changed.role() != first.role()) {
        throw new MalformedMessageException(
            ErrorCode.REQUEST_UNKNOWN, "an announce stream is for one endpoint and role");
      }
      check(changed.peer(), known);
      announcement.update(session.remotePeer(changed.peer()));
      StoreErrors.commit(session.services().store());
      known = changed.peer();
    }
  }

  private void end(Announcement announcement, ClientRequest.Announce announce) {
    boolean lost = Session.lost(session.connection().end());
    if (lost) {
      announcement.lost();
    } else {
      announcement.revoke();
    }
    LOG.debug(
        "endpoint {} client={} endpoint={} role={}",
        lost ? "kept until it expires" : "revoked",
        session.id(),
        announce.endpoint(),
        announce.role());
  }

  private static void check(Peer peer, @Nullable Peer known) throws MalformedMessageException {
    if (peer.directs().size() > MAX_DIRECTS || peer.relayIds().size() > MAX_RELAYS) {
      throw new MalformedMessageException(
          ErrorCode.ANNOUNCE_VALIDATION_FAILED,
          "too many addresses, at most "
              + MAX_DIRECTS
              + " direct ones and "
              + MAX_RELAYS
              + " relays are taken");
    }
    if (known == null || !known.clientCertificate().equals(peer.clientCertificate())) {
      Certificates.check(
          peer.clientCertificate(),
          ErrorCode.ANNOUNCE_INVALID_CLIENT_CERTIFICATE,
          "the client certificate cannot be read");
    }
    if (known == null || !known.serverCertificate().equals(peer.serverCertificate())) {
      Certificates.check(
          peer.serverCertificate(),
          ErrorCode.ANNOUNCE_INVALID_SERVER_CERTIFICATE,
          "the server certificate cannot be read");
    }
  }

  /** The peers whenever they are others than the client was told last. */
  private static final class NewPeers implements Repeater.Source {
    private final PeerWatch watch;
    private byte[] told = {};

    NewPeers(PeerWatch watch) {
      this.watch = watch;
    }

    @Override
    public byte @Nullable [] next() {
      byte[] message = watch.snapshot().message();
      if (Arrays.equals(message, told)) {
        return null;
      }
      told = message;
      return message;
    }
  }
}
