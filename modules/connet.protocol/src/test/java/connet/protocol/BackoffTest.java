package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  /** Draws the largest number that it may. */
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long origin, long bound) {
          return bound - 1;
        }
      };

  /** Draws the smallest number that it may. */
  private static final RandomGenerator SMALLEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long origin, long bound) {
          return origin;
        }
      };

  @Test
  void waitsGrowAtMostThreefoldUpToTheLongest() {
    Backoff backoff = new Backoff(Backoff.LEAST, Backoff.MOST, LARGEST);
    for (long millis : new long[] {30, 90, 270, 810, 2430, 7290, 15_000, 15_000}) {
      assertEquals(Duration.ofMillis(millis), backoff.next());
    }
  }

  @Test
  void noWaitIsShorterThanTheLeast() {
    Backoff backoff = new Backoff(Backoff.LEAST, Backoff.MOST, SMALLEST);
    assertEquals(Backoff.LEAST, backoff.next());
    assertEquals(Backoff.LEAST, backoff.next());
  }

  @Test
  void everyWaitIsWithinItsBounds() {
    Backoff backoff = new Backoff(Backoff.LEAST, Backoff.MOST, new Random(1));
    Duration last = Backoff.LEAST;
    for (int i = 0; i < 10_000; i++) {
      Duration wait = backoff.next();
      assertTrue(wait.compareTo(Backoff.LEAST) >= 0, () -> "too short: " + wait);
      assertTrue(wait.compareTo(Backoff.MOST) <= 0, () -> "too long: " + wait);
      assertTrue(wait.compareTo(last.multipliedBy(3)) <= 0, () -> "grew too fast: " + wait);
      last = wait;
    }
  }

  @Test
  void aSuccessStartsOver() {
    Backoff backoff = new Backoff(Backoff.LEAST, Backoff.MOST, LARGEST);
    backoff.next();
    backoff.next();
    backoff.reset();
    assertEquals(Duration.ofMillis(30), backoff.next());
  }

  @Test
  void nonsenseIsRefused() {
    Random random = new Random(1);
    assertThrows(
        IllegalArgumentException.class, () -> new Backoff(Duration.ZERO, Backoff.MOST, random));
    assertThrows(
        IllegalArgumentException.class, () -> new Backoff(Backoff.MOST, Backoff.LEAST, random));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Backoff(Backoff.LEAST, Duration.ofSeconds(Long.MAX_VALUE), random));
  }
}
