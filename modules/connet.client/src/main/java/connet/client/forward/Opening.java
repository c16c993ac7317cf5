package connet.client.forward;

import connet.client.endpoint.LocalEndpoint;
import connet.client.path.Path;
import connet.client.path.PathChoice;
import connet.client.stream.TimedFrames;
import connet.client.task.Watched;
import connet.protocol.EncryptionScheme;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.MalformedMessageException;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.ProxyVersion;
import connet.transport.QuicStream;
import java.io.IOException;
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
 * until a destination answers.
 */
public final class Opening {
  /** A forwarded connection that a destination has answered. */
  public record Opened(QuicStream stream, Path path) {}

  /** No destination has answered; the message says what was tried. */
  public static final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private NoAnswerException(String message) {
      super(message);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  /** How long one path has for its answer. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** While there is no path it is looked again so often: a path may become live at any moment. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private final LocalEndpoint endpoint;
  private final long end;
  private final Set<Path> tried = new HashSet<>();
  private final Set<String> refusedBy = new HashSet<>();
  private final List<String> failures = new ArrayList<>();

  private Opening(LocalEndpoint endpoint, Duration within) {
    this.endpoint = endpoint;
    this.end = System.nanoTime() + within.toNanos();
  }

  /**
   * Opens a connection.
   *
   * @param untilPath how long to wait for a path while there is none
   * @param within how long it may take in all
   * @throws NoAnswerException when no destination has answered
   */
  public static Opened open(LocalEndpoint endpoint, Duration untilPath, Duration within)
      throws NoAnswerException, InterruptedException {
    return new Opening(endpoint, within).open(untilPath);
  }

  /** Waits until there is a path to a destination: false when there is none in time. */
  public static boolean awaitPath(LocalEndpoint endpoint, Duration within)
      throws InterruptedException {
    return new Opening(endpoint, within).awaitPath(within);
  }

  private Opened open(Duration untilPath) throws NoAnswerException, InterruptedException {
    awaitPath(untilPath);
    while (left().isPositive()) {
      Optional<Path> path = next();
      if (path.isEmpty()) {
        break;
      }
      tried.add(path.get());
      try {
        return new Opened(ask(path.get()), path.get());
      } catch (IOException e) {
        LOG.debug(
            "no answer endpoint={} path={} why={}", endpoint.self(), path.get(), e.getMessage());
        failures.add(path.get() + ": " + e.getMessage());
      }
    }
    throw new NoAnswerException(explain());
  }

  private Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  private boolean awaitPath(Duration untilPath) throws InterruptedException {
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

  private QuicStream ask(Path path) throws IOException {
    Duration limit = left().compareTo(ANSWER) < 0 ? left() : ANSWER;
    QuicStream stream = path.connection().openStream(limit);
    boolean connected = false;
    path.asks(stream);
    try {
      path.framing().write(stream.output(), new PeerRequest.Connect().encode());
      check(PeerResponse.decode(answer(path, stream, limit)));
      connected = true;
      return stream;
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

  private static byte[] answer(Path path, QuicStream stream, Duration limit) throws IOException {
    return TimedFrames.read(stream, path.framing(), Framing.UNAUTHENTICATED_MAX, limit);
  }

  private static void check(PeerResponse response) throws IOException {
    switch (response) {
      case PeerResponse.Refused(ErrorStatus error) -> throw new ErrorStatusException(error);
      case PeerResponse.Checked checked ->
          throw new MalformedMessageException(
              ErrorCode.REQUEST_UNKNOWN, "the destination's answer says nothing");
      case PeerResponse.Connected connected -> {
        if (connected.encryption() != EncryptionScheme.NONE) {
          throw new MalformedMessageException(
              ErrorCode.DESTINATION_RELAY_ENCRYPTION_ERROR,
              "the destination encrypts, which was not asked for");
        }
        if (connected.proxyProtocol() == ProxyVersion.V1
            || connected.proxyProtocol() == ProxyVersion.V2) {
          throw new MalformedMessageException(
              ErrorCode.REQUEST_UNKNOWN,
              "the destination demands a PROXY header, which this source cannot write");
        }
      }
    }
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
