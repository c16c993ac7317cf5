package connet.app.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest {
  @Test
  void saysBothNumbersAndWhatToRaise() {
    assertEquals(
        Optional.of(
            "the system granted a UDP receive buffer of 212992 bytes instead of 7340032, fast"
                + " transfers may lose packets, raise the limit: sysctl -w"
                + " net.core.rmem_max=7340032"),
        ReceiveBuffer.warning("Linux", 7_340_032, 212_992));
  }

  @Test
  void namesNoLimitThatTheSystemDoesNotHave() {
    assertEquals(
        Optional.of(
            "the system granted a UDP receive buffer of 1 bytes instead of 2, fast transfers may"
                + " lose packets"),
        ReceiveBuffer.warning("Windows 11", 2, 1));
  }

  @Test
  void saysNothingWhenTheBufferIsGranted() {
    assertEquals(Optional.empty(), ReceiveBuffer.warning("Linux", 7, 7));
    assertEquals(Optional.empty(), ReceiveBuffer.warning("Linux", 7, 8));
  }
}
