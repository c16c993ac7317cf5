package connet.transport;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What arrives when packets do not. */
class LossTest {
  @Test
  void resetWhosePacketIsLostIsNeverTakenForAnEnd() throws Exception {
    try (var ends = new TwoEnds();
        var link = new UdpLink(ends.right.localAddress())) {
      TwoEnds.Streams streams = TwoEnds.stream(ends.connectBy(link.address()));
      streams.opened().output().write(new byte[10]);
      streams.accepted().input().readNBytes(10);
      link.awaitQuiet();

      link.lose(1);
      streams.opened().reset(0);

      streams.accepted().readTimeout(TwoEnds.SOON);
      assertThrows(StreamResetException.class, () -> streams.accepted().input().read());
      assertTrue(link.hasLost());
    }
  }
}
