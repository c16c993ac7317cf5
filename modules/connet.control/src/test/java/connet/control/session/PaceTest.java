package connet.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private long now = Long.MAX_VALUE - 1_000_000_000; // the clock may wrap around at any moment
  private final Pace pace = new Pace(3, 10, () -> now);

  @Test
  void burstGoesThroughAndWhatFollowsWaits() {
    for (int i = 0; i < 3; i++) {
      assertEquals(Duration.ZERO, pace.take());
    }
    assertEquals(Duration.ofMillis(100), pace.take());
    assertEquals(Duration.ofMillis(200), pace.take());
  }

  @Test
  void pauseEarnsABurstAndNoMore() {
    for (int i = 0; i < 3; i++) {
      pace.take();
    }
    now += Duration.ofHours(1).toNanos();

    for (int i = 0; i < 3; i++) {
      assertEquals(Duration.ZERO, pace.take());
    }
    assertEquals(Duration.ofMillis(100), pace.take());
  }
}
