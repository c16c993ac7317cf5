package connet.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.protocol.Framing;
import connet.transport.QuicStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DestinationsTest {
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final Destinations destinations = new Destinations();

  @Test
  void theNearestIsTriedFirst() {
    Destination far = new Known("far", 80, 0);
    Destination near = new Known("near", 2, 0);
    Destination between = new Known("between", 30, 0);
    assertEquals(
        List.of(near, between, far), Destinations.order(List.of(far, near, between), SILENCE));
  }

  @Test
  void oneThatOwesAnAnswerForTooLongIsLeftOut() {
    Destination silent = new Known("silent", 1, 3001);
    Destination late = new Known("late", 50, 3000);
    assertEquals(List.of(late), Destinations.order(List.of(silent, late), SILENCE));
    assertEquals(List.of(), Destinations.order(List.of(silent), SILENCE));
  }

  @Test
  void theNewestConnectionOfADestinationComesBeforeAllOlderOnes() {
    Destination other = new Known("other", 40, 0);
    Destination older = new Known("same", 5, 0);
    Destination newer = new Known("same", 90, 0);
    destinations.add("web", older);
    destinations.add("web", other);
    destinations.add("web", newer);
    assertEquals(List.of(other, newer, older), Destinations.order(destinations.of("web"), SILENCE));
  }

  @Test
  void theEndOfAnOldConnectionKeepsItsSuccessor() {
    Destination old = new Known("same", 5, 0);
    Destination successor = new Known("same", 5, 0);
    destinations.add("web", old);
    destinations.add("web", successor);
    destinations.remove("web", old);
    destinations.remove("web", old);
    assertEquals(1, destinations.of("web").size());
    assertEquals(successor, destinations.of("web").getFirst());
  }

  @Test
  void endpointsAreApart() {
    destinations.add("web", new Known("a", 5, 0));
    assertEquals(List.of(), destinations.of("Web"));
    destinations.remove("Web", destinations.of("web").getFirst());
    assertEquals(1, destinations.of("web").size());
    destinations.remove("web", destinations.of("web").getFirst());
    assertEquals(List.of(), destinations.of("web"));
  }

  /**
   * A destination whose figures do not change; a class, so that two with the same figures differ.
   */
  private static final class Known implements Destination {
    private final String certificateKey;
    private final Duration rtt;
    private final Duration silent;

    Known(String certificateKey, long rttMillis, long silentMillis) {
      this.certificateKey = certificateKey;
      this.rtt = Duration.ofMillis(rttMillis);
      this.silent = Duration.ofMillis(silentMillis);
    }

    @Override
    public String certificateKey() {
      return certificateKey;
    }

    @Override
    public Duration smoothedRtt() {
      return rtt;
    }

    @Override
    public Duration silentFor() {
      return silent;
    }

    @Override
    public Framing framing() {
      throw new UnsupportedOperationException();
    }

    @Override
    public QuicStream openStream(Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
      return certificateKey + " " + rtt;
    }
  }
}
