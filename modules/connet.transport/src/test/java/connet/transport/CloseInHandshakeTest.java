package connet.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that are closed by the side that dialed before the other is done with them. */
class CloseInHandshakeTest {
  /** Longer than the time after which a packet of a handshake on loopback is sent again. */
  private static final long BUSY_MILLIS = 1_500;

  private final TwoEnds ends = new TwoEnds();
  private final UdpLink link = new UdpLink(ends.right.localAddress());

  CloseInHandshakeTest() throws IOException {}

  @AfterEach
  void close() {
    link.close();
    ends.close();
  }

  /** The listener gets the first packet only, and so never the end of the handshake. */
  private QuicConnection unconfirmed() throws IOException {
    link.loseAllBut(1);
    return ends.left.dial(ends.toRight(link.address()));
  }

  @Test
  void aBusyLoopThatHasMissedItsTimersClosesAndGoesOn() throws Exception {
    QuicConnection connection = unconfirmed();
    EventLoop loop = connection.channel().eventLoop();
    var closing = new CountDownLatch(1);
    loop.execute(
        () -> {
          try {
            closing.await(BUSY_MILLIS, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    connection.close(7, "enough");

    assertTrue(connection.channel().closeFuture().await(TwoEnds.SOON.toMillis()), "closes");
    assertTrue(loop.submit(() -> {}).await(TwoEnds.SOON.toMillis()), "does other things");
  }
}
