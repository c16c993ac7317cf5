package connet.client.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.address.DialLimits.Answer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DialLimitsTest {
  private static final InetSocketAddress THIRD_PARTY = new InetSocketAddress("198.51.100.1", 53);
  private static final InetSocketAddress PEER = new InetSocketAddress("198.51.100.2", 19192);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000); // wraps around
  private final DialLimits limits = new DialLimits(clock::get);

  @Test
  void anAddressThatNeverAnswersIsDialedEveryTwoSecondsHoweverManyAskForIt() {
    int dials = 0;
    for (int millis = 0; millis < 60_000; millis += 100) {
      for (int identity = 0; identity < 100; identity++) {
        dials += dial(THIRD_PARTY, Answer.SILENCE) ? 1 : 0;
      }
      advance(Duration.ofMillis(100));
    }

    assertTrue(dials >= 30 && dials <= 34, dials + " dials in a minute");
  }

  @Test
  void aSlowAddressSlowsDownNoOther() {
    for (int i = 0; i < 10; i++) {
      dial(THIRD_PARTY, Answer.SILENCE);
    }

    assertTrue(dial(PEER, Answer.SILENCE));
  }

  @Test
  void peersThatAnswerAreNotHeldUp() {
    for (int i = 0; i < 1000; i++) {
      assertTrue(dial(PEER, Answer.WELCOME));
    }
  }

  @Test
  void aRefusalCostsLessThanSilence() {
    int dials = 0;
    while (dial(PEER, Answer.REFUSAL)) {
      dials++;
    }

    assertEquals(13, dials);
    advance(Duration.ofSeconds(1));
    assertTrue(dial(PEER, Answer.REFUSAL));
  }

  @Test
  void dialsUnderWayCount() {
    for (int i = 0; i < 4; i++) {
      assertEquals(Duration.ZERO, limits.tryStart(PEER));
    }

    assertEquals(Duration.ofSeconds(2), limits.tryStart(PEER));
  }

  @Test
  void theNumberOfDialsUnderWayIsLimited() {
    for (int i = 0; i < 256; i++) {
      assertEquals(Duration.ZERO, limits.tryStart(new InetSocketAddress("198.51.100.1", 1 + i)));
    }
    assertTrue(limits.tryStart(PEER).isPositive());

    limits.ended(new InetSocketAddress("198.51.100.1", 1), Answer.SILENCE);

    assertEquals(Duration.ZERO, limits.tryStart(PEER));
  }

  @Test
  void whoeverWaitsGoesOnWhenAnotherDialIsWelcome() throws Exception {
    for (int i = 0; i < 4; i++) {
      limits.await(PEER);
    }
    Thread waiting = Thread.ofVirtual().start(() -> await(PEER));

    limits.ended(PEER, Answer.WELCOME);

    assertTrue(waiting.join(Duration.ofSeconds(10)));
  }

  private void await(InetSocketAddress address) {
    try {
      limits.await(address);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean dial(InetSocketAddress address, Answer answer) {
    if (!limits.tryStart(address).isZero()) {
      return false;
    }
    limits.ended(address, answer);
    return true;
  }

  private void advance(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
