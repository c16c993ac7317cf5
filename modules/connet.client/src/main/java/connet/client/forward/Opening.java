package connet.client.forward;

import connet.client.endpoint.LocalEndpoint;
import connet.client.path.Path;
import connet.client.path.PathChoice;
import connet.client.stream.TimedFrames;
import connet.client.task.Interrupts;
import connet.client.task.Watched;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.MalformedMessageException;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.RemotePeer;
import connet.transport.QuicStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a source opens a forwarded connection: it asks along the best path, then along the next,
 * until a destination answers. Used by one thread.
 */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  /** While there is no path it is looked again so often: a path may become live at any moment. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private final LocalEndpoint endpoint;
  private final Opener.Rules rules;
  private final SourceEncryptions encryptions;
  private final Turns turns;
  private final Set<Path> tried = new HashSet<>();
  private final Set<String> refusedBy = new HashSet<>();
  private final List<String> failures = new ArrayList<>();
  private long end;

  Opening(
      LocalEndpoint endpoint,
      Opener.Rules rules,
      SourceEncryptions encryptions,
      Turns turns,
      Duration within) {
    this.endpoint = endpoint;
    this.rules = rules;
    this.encryptions = encryptions;
    this.turns = turns;
    this.end = System.nanoTime() + within.toNanos();
  }

  Opened open(Duration untilPath) throws NoAnswerException, InterruptedException {
    awaitPath(untilPath);
    rules
        .tries()
        .filter(limit -> limit.compareTo(left()) < 0)
        .ifPresent(limit -> end = System.nanoTime() + limit.toNanos());
    Optional<Opened> opened =
        rules.balance().isPresent() ? byDestination(rules.balance().get()) : byPath();
    return opened.orElseThrow(() -> new NoAnswerException(explain()));
  }

  private Optional<Opened> byPath() throws InterruptedException {
    while (left().isPositive()) {
      Optional<Path> path = next();
      if (path.isEmpty()) {
        break;
      }
      tried.add(path.get());
      Optional<Opened> opened = attempt(path.get(), stream -> {});
      if (opened.isPresent()) {
        return opened;
      }
    }
    return Optional.empty();
  }

  private Optional<Opened> byDestination(Balance balance) throws InterruptedException {
    int tries = 0;
    for (Balance.Choice choice : balance.order(endpoint.peers(), endpoint.paths().get())) {
      if (tries++ == rules.most() || !left().isPositive()) {
        break;
      }
      RemotePeer peer = choice.peer();
      Optional<Opened> opened = attempt(choice.path(), stream -> balance.began(peer, stream));
      if (opened.isPresent()) {
        return opened;
      }
    }
    return Optional.empty();
  }

  private Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  boolean awaitPath(Duration untilPath) throws InterruptedException {
    long until = System.nanoTime() + untilPath.toNanos();
    Watched.Version<List<Path>> now = endpoint.paths().version();
    while (next().isEmpty()) {
      if (until - System.nanoTime() <= 0 || !left().isPositive()) {
        return false;
      }
      now = endpoint.paths().awaitAfter(now.count(), LOOK);
    }
    return true;
  }

  /** The best path that was not tried yet. A peer that has refused would refuse again. */
  private Optional<Path> next() {
    List<Path> candidates =
        endpoint.paths().get().stream()
            .filter(path -> !tried.contains(path))
            .filter(path -> !path.kind().direct() || !refusedBy.contains(path.id()))
            .filter(endpoint::leadsToPeer)
            .toList();
    return PathChoice.order(candidates).stream().findFirst();
  }

  /** Told of a stream before anything is said on it. */
  private interface Started {
    void on(QuicStream stream);
  }

  private Optional<Opened> attempt(Path path, Started started) throws InterruptedException {
    try {
      return Optional.of(ask(path, started));
    } catch (IOException e) {
      Interrupts.check(e);
      LOG.debug("no answer endpoint={} path={} why={}", endpoint.self(), path, e.getMessage());
      failures.add(path + ": " + e.getMessage());
      path.closeIfWorn();
      return Optional.empty();
    }
  }

  private Opened ask(Path path, Started started) throws IOException, InterruptedException {
    end += turns.begin();
    try {
      return askNow(path, started);
    } finally {
      turns.end();
    }
  }

  private Opened askNow(Path path, Started started) throws IOException, InterruptedException {
    Duration limit = left().compareTo(rules.answer()) < 0 ? left() : rules.answer();
    long until = System.nanoTime() + limit.toNanos();
    QuicStream stream = path.connection().openStream(limit);
    boolean connected = false;
    path.asks(stream);
    try {
      started.on(stream);
      PeerResponse.Connected answer = converse(path, stream, until);
      connected = true;
      return new Opened(stream, path, answer.proxyProtocol());
    } catch (ErrorStatusException e) {
      refusedBy.add(path.id());
      throw e;
    } finally {
      path.asked(stream);
      if (!connected) {
        stream.reset(0);
      }
    }
  }

  /** Between peers QUIC encrypts from end to end; through a relay the two ends have to do more. */
  private PeerResponse.Connected converse(Path path, QuicStream stream, long until)
      throws IOException, InterruptedException {
    if (path.kind().direct()) {
      return answer(path, stream, new PeerRequest.Connect(), until);
    }
    SourceEncryption encryption = encryptions.begin();
    PeerResponse.Connected answer = answer(path, stream, encryption.request(), until);
    // The destination is there. That many others are being encrypted is not its fault.
    encryption.start(stream, answer, left(end));
    return answer;
  }

  private static PeerResponse.Connected answer(
      Path path, QuicStream stream, PeerRequest.Connect request, long until) throws IOException {
    path.framing().write(stream.output(), request.encode());
    byte[] answer =
        TimedFrames.read(stream, path.framing(), Framing.UNAUTHENTICATED_MAX, left(until));
    return switch (PeerResponse.decode(answer)) {
      case PeerResponse.Refused(ErrorStatus error) -> throw new ErrorStatusException(error);
      case PeerResponse.Checked checked ->
          throw new MalformedMessageException(
              ErrorCode.REQUEST_UNKNOWN, "the destination's answer says nothing");
      case PeerResponse.Connected connected -> connected;
    };
  }

  private static Duration left(long until) throws SocketTimeoutException {
    Duration left = Duration.ofNanos(until - System.nanoTime());
    if (!left.isPositive()) {
      throw new SocketTimeoutException("no answer in time");
    }
    return left;
  }

  private String explain() {
    if (!failures.isEmpty()) {
      return "no destination answered: " + String.join("; ", failures);
    }
    int peers = endpoint.peers().size();
    return peers == 0
        ? "no destination is announced under this name"
        : "no path to any of " + peers + " announced destinations";
  }
}
