package connet.app.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import connet.app.role.Role;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final int SECONDS = 10;

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final FakeRole role = new FakeRole();

  /** A role that is ready when the test says so. */
  private static final class FakeRole implements Role {
    final CountDownLatch ready = new CountDownLatch(1);
    final CountDownLatch asked = new CountDownLatch(1);
    volatile String state = "dialing";

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public boolean awaitReady(Duration timeout) throws InterruptedException {
      asked.countDown();
      return ready.await(Math.min(timeout.toMillis(), 10), TimeUnit.MILLISECONDS);
    }

    @Override
    public String state() {
      return state;
    }

    @Override
    public Map<String, Object> status() {
      return Map.of();
    }

    @Override
    public void close() {}
  }

  private String next() throws InterruptedException {
    return String.valueOf(told.poll(SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void readyIsToldOnceAndNotEarlier() throws Exception {
    try (var _ = Readiness.tell(told::add, role)) {
      assertEquals("STATUS=dialing", next());
      role.state = "refused\nby whom";
      assertEquals("STATUS=refused by whom", next());
      role.state = "connected";
      role.ready.countDown();
      String message = next();
      // The change of state may be seen before the readiness.
      assertEquals("READY=1\nSTATUS=connected", message.startsWith("STATUS") ? next() : message);
      role.state = "lost";
      assertEquals("STATUS=lost", next());
    }
    assertEquals("STOPPING=1", next());
    assertNull(told.poll());
  }

  @Test
  void withoutASocketNobodyIsAsked() {
    try (var _ = Readiness.tell(Map.of(), role)) {
      assertEquals(1, role.asked.getCount());
    }
  }

  @Test
  void aSocketThatCannotBeUsedDoesNotMatter() throws Exception {
    for (String name : new String[] {"vsock:2:1", "/" + "x".repeat(200), "/no/such/socket"}) {
      Readiness.tell(Map.of("NOTIFY_SOCKET", name), role).close();
    }
  }
}
