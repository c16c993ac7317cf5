package connet.control.directory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignalTest {
  @Test
  void changesBeforeTheWaitAreOneChange() throws Exception {
    Signal signal = Signal.raised();
    signal.raise();
    signal.raise();

    assertTrue(signal.await());
    assertFalse(Raised.take(signal));
  }

  @Test
  void changeWakesWhoWaits() throws Exception {
    Signal signal = Signal.raised();
    assertTrue(signal.await());
    Thread.ofVirtual().start(signal::raise);

    assertTrue(signal.await());
  }

  @Test
  void closingEndsWaitingAndGathering() throws Exception {
    Signal signal = Signal.raised();
    assertTrue(signal.await());
    Thread.ofVirtual().start(signal::close);

    assertFalse(signal.await());
    assertFalse(signal.gather(Duration.ofHours(1)));
  }

  @Test
  void gatheringKeepsWhatChangesMeanwhile() throws Exception {
    Signal signal = Signal.raised();
    assertTrue(signal.await());
    signal.raise();

    assertTrue(signal.gather(Duration.ofNanos(1)));
    assertTrue(Raised.take(signal));
  }
}
