package connet.client.path;

import connet.client.task.Watched;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorCode;
import connet.protocol.Framing;
import connet.protocol.RemotePeer;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A QUIC connection along which forwarded connections of one endpoint go: to a peer, or to a relay.
 *
 * <p>A path is <i>live</i> while its other end answers. One that is silent gets no new forwarded
 * connection, but those that it carries may yet survive, as when a link is down for some seconds.
 *
 * <p>Thread-safe. {@link Paths#hold} keeps it and closes its connection.
 */
public final class Path {
  /** Who has dialed whom. */
  public enum Kind {
    /** A peer that we have dialed. */
    OUTGOING,
    /** A peer that has dialed us. */
    INCOMING,
    /** A relay. */
    RELAY;

    /** Whether no relay is involved. */
    public boolean direct() {
      return this != RELAY;
    }
  }

  /** Silent for longer than this, it gets no new streams. */
  static final Duration QUIET = Duration.ofSeconds(2);

  /** Silent for longer than this, it is closed if it carries nothing. */
  private static final Duration DEAD = Duration.ofSeconds(6);

  /** Silent for longer than this, it is closed whatever it carries. */
  private static final Duration DEAD_FOR_ALL = Duration.ofSeconds(15);

  /** Fewer streams left than this are a reason to make the path anew. */
  private static final int WORN = 20;

  private final Kind kind;
  private final String id;
  private final QuicConnection connection;
  private final Framing framing;
  private final Watched<Boolean> live = new Watched<>(true);
  private final Set<QuicStream> unanswered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger carried = new AtomicInteger();
  private volatile boolean closed;

  /**
   * A path that is live.
   *
   * @param id of the peer, or of the relay
   * @param framing of the requests on its streams
   */
  public Path(Kind kind, String id, QuicConnection connection, Framing framing) {
    this.kind = kind;
    this.id = id;
    this.connection = connection;
    this.framing = framing;
  }

  /** Who has dialed whom. */
  public Kind kind() {
    return kind;
  }

  /** The id of the relay, or of the peer as the control server called it when the path was made. */
  public String id() {
    return id;
  }

  /** Whether it leads to this peer: directly, or by a relay that the peer is connected to. */
  public boolean leadsTo(RemotePeer remote) {
    return switch (kind) {
      case OUTGOING -> remote.peer().serverCertificate().equals(peerLeaf());
      case INCOMING -> remote.peer().clientCertificate().equals(peerLeaf());
      case RELAY -> remote.peer().relayIds().contains(id);
    };
  }

  private DerCertificate peerLeaf() {
    return DerCertificate.of(connection.peerCertificate());
  }

  /** The connection. */
  public QuicConnection connection() {
    return connection;
  }

  /** The framing that the handshake has agreed on. */
  public Framing framing() {
    return framing;
  }

  /** Whether its other end answers, as of the last look. */
  public Watched<Boolean> live() {
    return live;
  }

  /** Whether a new forwarded connection may be sent along it. */
  public boolean usable() {
    return live.get() && connection.open() && connection.silentFor().compareTo(QUIET) <= 0;
  }

  /** The smoothed round-trip time. */
  public Duration rtt() {
    return connection.smoothedRtt();
  }

  /** A stream on which an answer is waited for: it is reset when the path falls silent. */
  public void asks(QuicStream stream) {
    unanswered.add(stream);
  }

  /** The wait for an answer on the stream is over. */
  public void asked(QuicStream stream) {
    unanswered.remove(stream);
  }

  /** A forwarded connection goes along this path from now on. */
  public void carries() {
    carried.incrementAndGet();
  }

  /** It has ended. */
  public void carried() {
    carried.decrementAndGet();
  }

  /** Whether forwarded connections go along it. */
  public boolean inUse() {
    return carried.get() > 0;
  }

  /**
   * Closes it, so that a new one takes its place, if its other end allows hardly any further stream
   * although nothing goes along it: programs of the existing network never forget a stream on which
   * they have refused a connection, and allow a hundred in all.
   */
  public void closeIfWorn() {
    if (connection.streamsLeft() < WORN && !inUse() && unanswered.isEmpty()) {
      close();
    }
  }

  /** Looks whether the other end answers. */
  void look() {
    Duration silent = connection.silentFor();
    boolean answers = connection.open() && silent.compareTo(QUIET) <= 0;
    live.update(old -> answers && !closed);
    if (!answers) {
      unanswered.forEach(stream -> stream.reset(0));
      Duration limit = inUse() ? DEAD_FOR_ALL : DEAD;
      if (silent.compareTo(limit) > 0) {
        close();
      }
    }
  }

  /** Ends it with everything on it, in the words of the existing network. */
  public void close() {
    long code =
        kind.direct() ? ErrorCode.DIRECT_KEEPALIVE_CLOSED : ErrorCode.RELAY_KEEPALIVE_CLOSED;
    closed = true;
    live.set(false);
    connection.close(code, "keepalive closed");
  }

  /** How it ended, for log lines. */
  String end() {
    ConnectionEnd end = connection.end();
    return end == null ? "closed by us" : end.toString();
  }

  /** For log lines. */
  @Override
  public String toString() {
    return (kind.direct() ? "direct " : "relay ") + connection;
  }
}
