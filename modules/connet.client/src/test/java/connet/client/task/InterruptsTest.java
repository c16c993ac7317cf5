package connet.client.task;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  @Test
  void whatWasGivenUpIsNoFailure() {
    assertThrows(
        InterruptedException.class, () -> Interrupts.check(new InterruptedIOException("given up")));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> Interrupts.check(new IOException("closed")));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void aTimeThatIsUpIsAFailure() {
    assertDoesNotThrow(() -> Interrupts.check(new SocketTimeoutException("no answer")));
    assertDoesNotThrow(() -> Interrupts.check(new IOException("refused")));
  }
}
