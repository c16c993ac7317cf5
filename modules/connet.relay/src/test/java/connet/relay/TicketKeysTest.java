package connet.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.Bytes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TicketKeysTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
  private final TicketKeys keys = new TicketKeys(Duration.ofMinutes(5), now::get);

  @Test
  void beforeTheFirstRegistrationThereIsNone() {
    assertTrue(keys.accepted().isEmpty());
  }

  @Test
  void theNewestIsTriedFirstAndTheReplacedOnesAfterIt() {
    keys.replace(key(1));
    keys.replace(key(2));
    keys.replace(key(3));
    assertEquals(3, keys.accepted().size());
    assertEquals(key(3), keys.accepted().get(0));
    assertEquals(key(2), keys.accepted().get(1));
    assertEquals(key(1), keys.accepted().get(2));
  }

  @Test
  void aReplacedKeyIsAcceptedForTheGraceAndNoLonger() {
    keys.replace(key(1));
    keys.replace(key(2));
    now.addAndGet(Duration.ofMinutes(5).toNanos());
    assertEquals(2, keys.accepted().size());
    now.incrementAndGet();
    assertEquals(1, keys.accepted().size());
    assertEquals(key(2), keys.accepted().getFirst());
  }

  @Test
  void theCurrentKeyHasNoEnd() {
    keys.replace(key(1));
    now.addAndGet(Duration.ofDays(400).toNanos());
    assertEquals(key(1), keys.accepted().getFirst());
  }

  @Test
  void aSessionThatComesAndGoesKeepsOnlyTheLastFew() {
    for (int i = 0; i < 100; i++) {
      keys.replace(key(i));
    }
    assertEquals(9, keys.accepted().size());
    assertEquals(key(91), keys.accepted().getLast());
  }

  private static Bytes key(int number) {
    byte[] key = new byte[32];
    key[0] = (byte) number;
    return Bytes.of(key);
  }
}
