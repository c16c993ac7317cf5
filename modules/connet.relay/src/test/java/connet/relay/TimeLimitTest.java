package connet.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class TimeLimitTest {
  private final CountDownLatch ended = new CountDownLatch(1);

  @Test
  void whatTakesTooLongIsEnded() throws InterruptedException {
    try (TimeLimit limit = TimeLimit.of(Duration.ofMillis(20), ended::countDown)) {
      assertTrue(ended.await(10, TimeUnit.SECONDS));
      assertFalse(limit.finish());
    }
  }

  @Test
  void whatHasBecomeHopelessIsEndedSooner() throws InterruptedException {
    AtomicBoolean hopeless = new AtomicBoolean();
    try (TimeLimit limit = TimeLimit.of(Duration.ofHours(1), hopeless::get, ended::countDown)) {
      hopeless.set(true);
      assertTrue(ended.await(10, TimeUnit.SECONDS));
      assertFalse(limit.finish());
    }
  }

  @Test
  void whatEndsInTimeIsLeftAlone() throws InterruptedException {
    CountDownLatch other = new CountDownLatch(1);
    try (TimeLimit limit = TimeLimit.of(Duration.ofMillis(200), ended::countDown);
        TimeLimit later = TimeLimit.of(Duration.ofMillis(300), other::countDown)) {
      assertTrue(limit.finish());
      assertTrue(limit.finish());
      assertTrue(other.await(10, TimeUnit.SECONDS));
      assertFalse(later.finish());
      assertTrue(limit.finish());
    }
    assertEquals(1, ended.getCount());
  }
}
