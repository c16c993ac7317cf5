package connet.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.EndpointCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections and streams over real sockets. */
class QuicSocketTest {
  private final TwoEnds ends = new TwoEnds();

  QuicSocketTest() throws IOException {}

  @AfterEach
  void close() {
    ends.close();
  }

  @Test
  void bytesGoBothWaysAndEachDirectionEndsByItself() throws Exception {
    var streams = TwoEnds.stream(ends.connect());
    byte[] sent = new byte[3_000_000];
    new Random(1).nextBytes(sent);
    var writer =
        Thread.startVirtualThread(
            () -> {
              try {
                streams.opened().output().write(sent);
                streams.opened().shutdownOutput();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertArrayEquals(sent, streams.accepted().input().readAllBytes());
    writer.join();
    byte[] answer = Arrays.copyOf(sent, 200_000);
    streams.accepted().output().write(answer);
    streams.accepted().shutdownOutput();
    assertArrayEquals(answer, streams.opened().input().readAllBytes());
  }

  @Test
  void eachSideKnowsTheOther() throws Exception {
    var pair = ends.connect();
    assertEquals(TwoEnds.ALPN, pair.dialed().alpn());
    assertEquals(ends.rightCertificates.server().certificate(), pair.accepted().localCertificate());
    assertEquals(ends.leftCertificates.client().certificate(), pair.accepted().peerCertificate());
    assertEquals(ends.rightCertificates.server().certificate(), pair.dialed().peerCertificate());
    assertEquals(ends.left.localAddress(), pair.accepted().remoteAddress());
    assertTrue(pair.dialed().smoothedRtt().compareTo(Duration.ZERO) > 0);
  }

  @Test
  void bothEndsOfASocketDialAndAccept() throws Exception {
    var pair = ends.connect();
    QuicListener back = ends.left.listen(List.of(TwoEnds.ALPN));
    back.serve(
        ends.leftCertificates.serverName(),
        TwoEnds.identity(ends.leftCertificates.server()),
        new ClientTrust.Any());
    QuicConnection dialedBack =
        ends.right.dial(
            new DialSettings(
                ends.left.localAddress(),
                ends.leftCertificates.serverName(),
                List.of(TwoEnds.ALPN),
                TwoEnds.identity(ends.rightCertificates.client()),
                new ServerTrust.Pinned(ends.leftCertificates.server().certificate()),
                TwoEnds.SOON));
    QuicConnection acceptedBack = back.accept();
    TwoEnds.stream(pair);
    TwoEnds.stream(new TwoEnds.Pair(dialedBack, acceptedBack));
  }

  @Test
  void aStrangerWithoutCertificateIsRefused() throws Exception {
    DialSettings s = ends.toRight();
    refused(
        new DialSettings(s.address(), s.serverName(), s.alpns(), null, s.trust(), TwoEnds.SOON));
  }

  @Test
  void aStrangerWithAnotherCertificateIsRefused() throws Exception {
    DialSettings s = ends.toRight();
    var other = EndpointCertificates.create(Instant.now());
    refused(
        new DialSettings(
            s.address(),
            s.serverName(),
            s.alpns(),
            TwoEnds.identity(other.client()),
            s.trust(),
            TwoEnds.SOON));
  }

  @Test
  void aServerLeafIsNoClientCertificate() throws Exception {
    DialSettings s = ends.toRight();
    refused(
        new DialSettings(
            s.address(),
            s.serverName(),
            s.alpns(),
            TwoEnds.identity(ends.leftCertificates.server()),
            s.trust(),
            TwoEnds.SOON));
  }

  @Test
  void anUnknownOrMissingServerNameIsRefused() throws Exception {
    DialSettings s = ends.toRight();
    for (String name : List.of("other.connet.peer.invalid", "127.0.0.1")) {
      refused(
          new DialSettings(s.address(), name, s.alpns(), s.identity(), s.trust(), TwoEnds.SOON));
    }
  }

  @Test
  void aServerWithAnotherCertificateIsNotTrusted() {
    DialSettings s = ends.toRight();
    var other = EndpointCertificates.create(Instant.now());
    assertThrows(
        ConnectionClosedException.class,
        () ->
            ends.left.dial(
                new DialSettings(
                    s.address(),
                    s.serverName(),
                    s.alpns(),
                    s.identity(),
                    new ServerTrust.Pinned(other.server().certificate()),
                    TwoEnds.SOON)));
  }

  @Test
  void aCertificateRevokedAfterAFirstConnectionIsRefusedAtTheSecond() throws Exception {
    var revoked = new AtomicBoolean();
    ends.listener.serve(
        ends.rightCertificates.serverName(),
        TwoEnds.identity(ends.rightCertificates.server()),
        new ClientTrust.Pinned(leaf -> !revoked.get()));
    TwoEnds.stream(ends.connect());
    revoked.set(true);
    refused(ends.toRight());
  }

  /** The dialer may believe that the handshake is done, but nothing can be done with it. */
  private void refused(DialSettings settings) throws Exception {
    assertThrows(
        IOException.class,
        () -> {
          QuicConnection dialed = ends.left.dial(settings);
          QuicStream stream = dialed.openStream(TwoEnds.SOON);
          stream.readTimeout(TwoEnds.SOON);
          stream.output().write(1);
          stream.input().read();
        });
    // Whoever is let in comes out of the listener: nobody does before the next good one.
    DialSettings s = ends.toRight();
    ends.listener.serve(
        s.serverName(), TwoEnds.identity(ends.rightCertificates.server()), new ClientTrust.Any());
    var mark = EndpointCertificates.create(Instant.now());
    ends.left.dial(
        new DialSettings(
            s.address(),
            s.serverName(),
            s.alpns(),
            TwoEnds.identity(mark.client()),
            s.trust(),
            TwoEnds.SOON));
    QuicConnection good = ends.listener.accept();
    assertEquals(mark.client().certificate(), good.peerCertificate());
  }

  @Test
  void theCodeAndReasonOfACloseArrive() throws Exception {
    var pair = ends.connect();
    pair.accepted().close(101, "endpoint not allowed");
    assertEquals(new ConnectionEnd.ByPeer(101, "endpoint not allowed"), pair.dialed().awaitEnd());
    assertThrows(ConnectionClosedException.class, () -> pair.dialed().openStream(TwoEnds.SOON));
    assertFalse(pair.dialed().open());
    assertEquals(new ConnectionEnd.ByUs(101, "endpoint not allowed"), pair.accepted().awaitEnd());
  }

  @Test
  void closingTheSocketTellsThePeers() throws Exception {
    var pair = ends.connect();
    ends.left.close();
    assertInstanceOf(ConnectionEnd.ByPeer.class, pair.accepted().awaitEnd());
  }

  @Test
  void aListenerThatIsNotThereTimesOut() throws Exception {
    DialSettings s = ends.toRight();
    ends.right.close();
    var e =
        assertThrows(
            ConnectionClosedException.class,
            () ->
                ends.left.dial(
                    new DialSettings(
                        s.address(),
                        s.serverName(),
                        s.alpns(),
                        s.identity(),
                        s.trust(),
                        Duration.ofMillis(300))));
    assertEquals(new ConnectionEnd.TimedOut(), e.end());
  }

  /** So many that the listener asks for their addresses to be validated with a Retry. */
  @Test
  void manyWhoDialAtOnceAreAllServed() throws Exception {
    int count = 2 * HalfOpen.RETRY_FROM;
    var dialed = new LinkedBlockingQueue<Boolean>();
    for (int i = 0; i < count; i++) {
      Thread.startVirtualThread(
          () -> {
            try {
              dialed.add(ends.left.dial(ends.toRight()).open());
            } catch (IOException e) {
              dialed.add(false);
            }
          });
    }

    for (int i = 0; i < count; i++) {
      assertEquals(true, dialed.poll(TwoEnds.SOON.toSeconds() + 5, TimeUnit.SECONDS));
    }
  }

  @Test
  void aTakenAddressIsNamed() {
    InetSocketAddress taken = ends.right.localAddress();
    var e = assertThrows(BindException.class, () -> QuicSocket.bind(SocketSettings.at(taken)));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("127.0.0.1:" + taken.getPort()), message);
    assertTrue(message.contains("in use"), message);
  }

  @Test
  void aRestartedListenerIsNoticedWhenItKeepsItsResetKey() throws Exception {
    byte[] key = new byte[SocketSettings.RESET_KEY_LENGTH];
    var first = QuicSocket.bind(new SocketSettings(TwoEnds.loopback(0), key));
    InetSocketAddress address = first.localAddress();
    QuicListener listener = first.listen(List.of(TwoEnds.ALPN));
    serveLikeRight(listener);
    QuicConnection dialed = dialLikeRight(address);
    QuicConnection accepted = listener.accept();
    dialed.heartbeat(Duration.ofMillis(100), null);
    vanish(first, accepted);
    try (var second = QuicSocket.bind(new SocketSettings(address, key))) {
      second.listen(List.of(TwoEnds.ALPN));
      ConnectionEnd end = dialed.awaitEnd();
      assertEquals(new ConnectionEnd.Failed("the peer no longer knows the connection"), end);
    }
  }

  @Test
  void allConnectionsToARestartedListenerNoticeIt() throws Exception {
    byte[] key = new byte[SocketSettings.RESET_KEY_LENGTH];
    List<QuicConnection> dialed = new ArrayList<>();
    InetSocketAddress address;
    try (var first = QuicSocket.bind(new SocketSettings(TwoEnds.loopback(0), key))) {
      address = first.localAddress();
      QuicListener listener = first.listen(List.of(TwoEnds.ALPN));
      serveLikeRight(listener);
      for (int i = 0; i < 30; i++) {
        dialed.add(dialLikeRight(address));
      }
      vanish(first, listener.accept());
    }
    try (var second = QuicSocket.bind(new SocketSettings(address, key))) {
      second.listen(List.of(TwoEnds.ALPN));
      for (QuicConnection each : dialed) {
        each.heartbeat(Duration.ofMillis(100), null);
      }
      for (QuicConnection each : dialed) {
        assertEquals(
            new ConnectionEnd.Failed("the peer no longer knows the connection"), each.awaitEnd());
      }
    }
  }

  @Test
  void aResetOfAnotherConnectionIsNoSignOfLife() throws Exception {
    byte[] key = new byte[SocketSettings.RESET_KEY_LENGTH];
    var gone = QuicSocket.bind(new SocketSettings(TwoEnds.loopback(0), key));
    QuicListener listener = gone.listen(List.of(TwoEnds.ALPN));
    serveLikeRight(listener);
    QuicConnection dialed = dialLikeRight(gone.localAddress());
    dialed.heartbeat(Duration.ofMillis(100), null);
    InetSocketAddress address = gone.localAddress();
    vanish(gone, listener.accept());
    byte[] reset = new byte[42];
    reset[0] = 0x40;
    try (var other = new DatagramSocket(address)) {
      Until.holds(
          () -> {
            send(other, new DatagramPacket(reset, reset.length, ends.left.localAddress()));
            return dialed.silentFor().toMillis() > 500;
          });
    }
  }

  private static void send(DatagramSocket socket, DatagramPacket packet) {
    try {
      socket.send(packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private QuicConnection dialLikeRight(InetSocketAddress address) throws Exception {
    DialSettings s = ends.toRight();
    return ends.left.dial(
        new DialSettings(
            address, s.serverName(), s.alpns(), s.identity(), s.trust(), TwoEnds.SOON));
  }

  private void serveLikeRight(QuicListener listener) {
    listener.serve(
        ends.rightCertificates.serverName(),
        TwoEnds.identity(ends.rightCertificates.server()),
        new ClientTrust.Any());
  }

  /** Ends a socket as a killed process does: without a word to its peers. */
  private static void vanish(QuicSocket socket, QuicConnection connection) {
    connection.channel().parent().close().awaitUninterruptibly();
    socket.close();
  }

  /** Swallows everything that is sent. */
  private static final class Mute extends io.netty.channel.ChannelOutboundHandlerAdapter {
    @Override
    public void write(
        io.netty.channel.ChannelHandlerContext ctx,
        Object message,
        io.netty.channel.ChannelPromise promise) {
      io.netty.util.ReferenceCountUtil.release(message);
      promise.trySuccess();
    }
  }

  @Test
  void whatResetStreamsHadNotSentHoldsNothingBack() throws Exception {
    var pair = ends.connect();
    for (int i = 0; i < 20; i++) {
      var streams = TwoEnds.stream(pair);
      streams.opened().output().write(new byte[200_000]);
      streams.opened().reset(0);
    }
    var streams = TwoEnds.stream(pair);
    streams.opened().output().write(new byte[10]);
    streams.accepted().readTimeout(Duration.ofSeconds(2));
    assertEquals(10, streams.accepted().input().readNBytes(10).length);
  }

  @Test
  void silenceIsNoticedAndOnlyThen() throws Exception {
    var pair = ends.connect();
    pair.dialed().heartbeat(Duration.ofMillis(50), null);
    var mute = new Mute();
    Until.holds(() -> pair.dialed().smoothedRtt().toNanos() > 0);
    pair.accepted().channel().parent().pipeline().addFirst(mute);
    Until.holds(() -> pair.dialed().silentFor().toMillis() > 300);
    pair.accepted().channel().parent().pipeline().remove(mute);
    Until.holds(() -> pair.dialed().silentFor().isZero());
  }

  @Test
  void ownStallIsNotTakenForSilence() throws Exception {
    var pair = ends.connect();
    pair.dialed().heartbeat(Duration.ofMillis(50), null);
    pair.accepted().channel().parent().pipeline().addFirst(new Mute());
    Until.holds(() -> !pair.dialed().silentFor().isZero());
    var stall = Duration.ofSeconds(1);
    var stalled =
        pair.dialed().channel().eventLoop().submit(() -> LockSupport.parkNanos(stall.toNanos()));
    Until.holds(stalled::isDone);
    Duration silent = pair.dialed().silentFor();
    assertTrue(silent.compareTo(stall.dividedBy(2)) < 0, silent::toString);
  }

  @Test
  void opensBeyondThePeersLimitWait() throws Exception {
    var pair = ends.connect();
    var streams = new java.util.ArrayList<QuicStream>();
    for (int i = 0; i < 1_024; i++) {
      streams.add(pair.dialed().openStream(TwoEnds.SOON));
    }
    assertThrows(
        java.net.SocketTimeoutException.class,
        () -> pair.dialed().openStream(Duration.ofMillis(200)));
    streams.getFirst().output().write(1);
    QuicStream accepted = pair.accepted().acceptStream();
    accepted.close();
    streams.getFirst().close();
    // The limit is raised in steps, once enough streams have ended.
    for (QuicStream stream : streams.subList(1, streams.size())) {
      stream.output().write(1);
      stream.close();
      pair.accepted().acceptStream().close();
    }
    TwoEnds.stream(pair);
  }
}
