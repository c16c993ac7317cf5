package connet.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several sockets of one owner, and who may connect to which. */
class IngressTest {
  private final TwoEnds ends = new TwoEnds();

  IngressTest() throws IOException {}

  @AfterEach
  void close() {
    ends.close();
  }

  private DialSettings to(QuicSocket socket, Duration timeout) {
    DialSettings toRight = ends.toRight();
    return new DialSettings(
        socket.localAddress(),
        toRight.serverName(),
        toRight.alpns(),
        toRight.identity(),
        toRight.trust(),
        timeout);
  }

  private void serveLikeRight(QuicListener listener) {
    listener.serve(
        ends.rightCertificates.serverName(),
        TwoEnds.identity(ends.rightCertificates.server()),
        new ClientTrust.Any());
  }

  @Test
  void whoIsNotLetInIsToldAtOnceAndLetInLater() throws Exception {
    AtomicBoolean open = new AtomicBoolean();
    try (QuicSocket socket = TwoEnds.bind()) {
      serveLikeRight(
          socket.listen(
              List.of(TwoEnds.ALPN),
              from -> open.get() && from.equals(InetAddress.getLoopbackAddress())));
      ConnectionClosedException e =
          assertThrows(
              ConnectionClosedException.class, () -> ends.left.dial(to(socket, TwoEnds.SOON)));
      // A dial that gets no answer ends with a timeout instead.
      assertTrue(e.end().toString().contains("connection refused"), e.toString());
      open.set(true);
      ends.left.dial(to(socket, TwoEnds.SOON)).close();
    }
  }

  @Test
  void whoIsLetInStaysWhenNobodyElseIs() throws Exception {
    AtomicBoolean open = new AtomicBoolean(true);
    try (QuicSocket socket = TwoEnds.bind()) {
      QuicListener listener = socket.listen(List.of(TwoEnds.ALPN), from -> open.get());
      serveLikeRight(listener);
      QuicConnection dialed = ends.left.dial(to(socket, TwoEnds.SOON));
      QuicConnection accepted = listener.accept();
      open.set(false);
      TwoEnds.stream(new TwoEnds.Pair(dialed, accepted));
    }
  }

  @Test
  void streamsOfSocketsBesideEachOtherAreJoined() throws Exception {
    try (QuicSocket beside = ends.right.bindBeside(SocketSettings.at(TwoEnds.loopback(0)))) {
      QuicListener listener = beside.listen(List.of(TwoEnds.ALPN));
      serveLikeRight(listener);
      var one = TwoEnds.stream(ends.connect());
      QuicConnection dialed = ends.left.dial(to(beside, TwoEnds.SOON));
      var two = TwoEnds.stream(new TwoEnds.Pair(dialed, listener.accept()));
      Join join = ByteStream.join(one.accepted(), two.accepted());
      byte[] sent = new byte[300_000];
      Arrays.fill(sent, (byte) 7);
      one.opened().output().write(sent);
      one.opened().shutdownOutput();
      assertArrayEquals(sent, two.opened().input().readAllBytes());
      two.opened().shutdownOutput();
      assertEquals(-1, one.opened().input().read());
      assertEquals(new JoinEnd.Complete(), join.await());
    }
    // The event loop goes on without the socket that was beside.
    TwoEnds.stream(ends.connect());
  }

  @Test
  void eachSocketOfAnOwnerHasItsOwnKeyThatLasts() {
    byte[] key = new byte[SocketSettings.RESET_KEY_LENGTH];
    InetSocketAddress address = TwoEnds.loopback(0);
    assertArrayEquals(key, SocketSettings.numbered(address, key, 0).resetKey());
    byte[] second = SocketSettings.numbered(address, key, 1).resetKey();
    assertFalse(Arrays.equals(key, second));
    assertArrayEquals(second, SocketSettings.numbered(address, key, 1).resetKey());
    assertFalse(Arrays.equals(second, SocketSettings.numbered(address, key, 2).resetKey()));
  }
}
