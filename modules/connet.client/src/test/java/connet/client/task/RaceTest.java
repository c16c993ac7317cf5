package connet.client.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.task.Race.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private static final class Prize implements AutoCloseable {
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void aFailureStartsTheNextAtOnce() throws Exception {
    var prize = new Prize();

    assertSame(prize, Race.first("test", List.of(failing("first"), () -> prize), NEVER));
  }

  @Test
  void aSlowAttemptDoesNotHoldUpTheNext() throws Exception {
    var prize = new Prize();
    var interrupted = new CountDownLatch(1);
    Attempt<Prize> slow =
        () -> {
          try {
            Thread.sleep(NEVER);
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
          return new Prize();
        };

    assertSame(prize, Race.first("test", List.of(slow, () -> prize), Duration.ofMillis(1)));
    assertTrue(interrupted.await(10, TimeUnit.SECONDS));
  }

  @Test
  void whatComesTooLateIsClosed() throws Exception {
    var prize = new Prize();
    var late = new Prize();
    var started = new CountDownLatch(1);
    Attempt<Prize> stubborn =
        () -> {
          started.countDown();
          try {
            Thread.sleep(NEVER);
          } catch (InterruptedException e) {
            return late;
          }
          return late;
        };
    Attempt<Prize> winner =
        () -> {
          started.await();
          return prize;
        };

    assertSame(prize, Race.first("test", List.of(stubborn, winner), Duration.ofMillis(1)));
    assertTrue(late.closed.await(10, TimeUnit.SECONDS));
    assertEquals(1, prize.closed.getCount());
  }

  @Test
  void whenAllFailTheFirstFailureIsToldWithTheOthers() {
    IOException e =
        assertThrows(
            IOException.class,
            () -> Race.first("test", List.of(failing("first"), failing("second")), NEVER));

    assertEquals("first", e.getMessage());
    assertEquals("second", e.getSuppressed()[0].getMessage());
  }

  @Test
  void aTaskThatIsInterruptedEndsItsRace() throws Exception {
    var ended = new AtomicBoolean();
    var running = new CountDownLatch(1);
    Attempt<Prize> slow =
        () -> {
          running.countDown();
          Thread.sleep(NEVER);
          return new Prize();
        };
    try (var tasks = new Tasks("test")) {
      tasks.start(
          "race",
          () -> {
            try {
              Race.first("test", List.of(slow), NEVER);
            } finally {
              ended.set(true);
            }
          });
      running.await();
      assertFalse(ended.get());
    }
    assertTrue(ended.get());
  }

  private static Attempt<Prize> failing(String message) {
    return () -> {
      throw new IOException(message);
    };
  }
}
