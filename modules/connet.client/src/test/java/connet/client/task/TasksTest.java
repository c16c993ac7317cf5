package connet.client.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TasksTest {
  @Test
  void closingInterruptsAndWaits() throws Exception {
    var running = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    try (var tasks = new Tasks("test")) {
      tasks.start(
          "sleeper",
          () -> {
            try {
              running.countDown();
              Thread.sleep(60_000);
            } finally {
              ended.set(true);
            }
          });
      running.await();
    }

    assertTrue(ended.get());
  }

  @Test
  void nothingStartsAfterTheEnd() {
    var tasks = new Tasks("test");
    tasks.close();
    var ran = new AtomicBoolean();

    tasks.start("late", () -> ran.set(true)).cancel();

    assertEquals(false, ran.get());
  }

  @Test
  void aTaskMayCloseItsOwnGroup() throws Exception {
    var tasks = new Tasks("test");
    var closed = new CountDownLatch(1);
    tasks.start(
        "suicide",
        () -> {
          tasks.close();
          closed.countDown();
        });

    assertTrue(closed.await(10, TimeUnit.SECONDS));
  }

  @Test
  void oneFailureDoesNotEndTheOthers() throws Exception {
    var other = new CountDownLatch(1);
    try (var tasks = new Tasks("test")) {
      tasks.start(
          "failing",
          () -> {
            throw new java.io.IOException("no");
          });
      tasks.start("other", other::countDown);

      assertTrue(other.await(10, TimeUnit.SECONDS));
    }
  }
}
