package connet.client.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochTest {
  private static final long SECOND = 1_000_000_000;

  /** Its clock may be slower than ours by an eighth, and two seconds behind. */
  @ParameterizedTest
  @CsvSource({
    "1000, 0, 1000, false",
    "1000, 80, 1080, false",
    "1000, 80, 1070, false",
    "1000, 80, 1068, false",
    "1000, 80, 1067, true",
    "1000, 80, 3, true",
    "1000, 80, 9000, false",
    "4294967295, 10, 4, true",
  })
  void ofNatPmp(long before, long elapsed, long now, boolean restarted) {
    var epoch = new NatPmpEpoch();

    assertFalse(epoch.restarted(before, -5 * SECOND));
    assertEquals(restarted, epoch.restarted(now, (elapsed - 5) * SECOND));
    assertFalse(epoch.restarted(now, (elapsed - 5) * SECOND));
  }

  /** Answers may overtake each other by a second; both clocks may differ by a sixteenth. */
  @ParameterizedTest
  @CsvSource({
    "1000, 0, 1000, false",
    "1000, 0, 999, false",
    "1000, 0, 998, true",
    "1000, 160, 1160, false",
    "1000, 160, 1148, false",
    "1000, 160, 1147, true",
    "1000, 160, 1172, false",
    "1000, 160, 1175, true",
    "1000, 160, 0, true",
    "1000, 1, 5000, true",
  })
  void ofPcp(long before, long elapsed, long now, boolean restarted) {
    var epoch = new PcpEpoch();

    assertFalse(epoch.restarted(before, -5 * SECOND));
    assertEquals(restarted, epoch.restarted(now, (elapsed - 5) * SECOND));
    assertFalse(epoch.restarted(now, (elapsed - 5) * SECOND));
  }
}
