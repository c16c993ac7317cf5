package connet.client.forward;

import connet.client.endpoint.LocalEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Opens the forwarded connections of one source.
 *
 * <p>Thread-safe.
 */
public final class Opener {
  /**
   * What a source does to get an answer.
   *
   * @param encryptions what is allowed through relays, numbers of {@link
   *     connet.protocol.EncryptionScheme}
   * @param answer how long one try may take
   * @param balance orders the destinations; without it all paths are tried
   * @param most so many destinations are tried at most, if they are ordered
   * @param tries how long all tries together may take, if that is limited
   */
  public record Rules(
      List<Integer> encryptions,
      Duration answer,
      Optional<Balance> balance,
      int most,
      Optional<Duration> tries) {
    /** Takes a copy. */
    public Rules {
      encryptions = List.copyOf(encryptions);
    }
  }

  /** How long one try may take unless the source says otherwise. */
  public static final Duration ANSWER = Duration.ofSeconds(5);

  /** How long somebody who has connected to the source waits for a first path. */
  private static final Duration UNTIL_PATH = Duration.ofSeconds(3);

  /** How long one waits for an answer at least, however many destinations there are to be asked. */
  private static final Duration UNTIL_CONNECTED = Duration.ofSeconds(15);

  private final LocalEndpoint endpoint;
  private final Rules rules;
  private final SourceEncryptions encryptions;
  private final Turns turns = new Turns();

  /** One for each source. */
  public Opener(LocalEndpoint endpoint, Rules rules) {
    this.endpoint = endpoint;
    this.rules = rules;
    this.encryptions = new SourceEncryptions(endpoint, rules.encryptions());
  }

  /** The source. */
  public LocalEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Opens a connection for somebody who has connected to the source.
   *
   * @throws NoAnswerException when no destination has answered
   */
  public Opened open() throws NoAnswerException, InterruptedException {
    Duration one = UNTIL_PATH.plus(rules.answer());
    return open(UNTIL_PATH, one.compareTo(UNTIL_CONNECTED) > 0 ? one : UNTIL_CONNECTED);
  }

  /**
   * Opens a connection.
   *
   * @param untilPath how long to wait for a path while there is none
   * @param within how long it may take in all
   * @throws NoAnswerException when no destination has answered
   */
  public Opened open(Duration untilPath, Duration within)
      throws NoAnswerException, InterruptedException {
    return new Opening(endpoint, rules, encryptions, turns, within).open(untilPath);
  }

  /** Waits until there is a path to a destination: false when there is none in time. */
  public boolean awaitPath(Duration within) throws InterruptedException {
    return new Opening(endpoint, rules, encryptions, turns, within).awaitPath(within);
  }
}
