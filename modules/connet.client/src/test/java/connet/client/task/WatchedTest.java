package connet.client.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchedTest {
  private final Watched<String> watched = new Watched<>("a");

  @Test
  void anEqualValueIsNoChange() throws Exception {
    watched.set("a");

    assertEquals(0, watched.version().count());
    assertEquals(0, watched.awaitAfter(0, Duration.ofMillis(1)).count());
  }

  @Test
  void whoeverIsLateGetsTheNewestValue() throws Exception {
    watched.set("b");
    watched.set("c");

    assertEquals("c", watched.awaitAfter(0).value());
  }

  @Test
  void aFollowerSeesTheFirstValueAndTheNextOnes() throws Exception {
    var seen = new LinkedBlockingQueue<String>();
    try (var tasks = new Tasks("test")) {
      tasks.start("follower", () -> watched.follow(seen::add));
      assertEquals("a", seen.poll(10, TimeUnit.SECONDS));

      watched.set("b");

      assertEquals("b", seen.poll(10, TimeUnit.SECONDS));
    }
    assertEquals(List.of(), List.copyOf(seen));
  }

  @Test
  void aConditionIsWaitedForWithALimit() throws Exception {
    Thread.ofVirtual().start(() -> watched.set("b"));

    assertTrue(watched.await("b"::equals, Duration.ofSeconds(10)));
    assertFalse(watched.await("c"::equals, Duration.ofMillis(1)));
  }
}
