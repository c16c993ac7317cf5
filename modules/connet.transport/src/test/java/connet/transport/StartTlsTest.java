package connet.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.EndpointCertificates;
import connet.protocol.Leaf;
import connet.protocol.SelfSigned;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TLS in streams and TCP connections, among ourselves and with the JDK's own sockets. */
class StartTlsTest {
  private final TwoEnds ends = new TwoEnds();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Leaf service = SelfSigned.forHosts(List.of("localhost"), Instant.now());

  StartTlsTest() throws IOException {}

  @AfterEach
  void close() {
    ends.close();
    executor.shutdownNow();
  }

  private <T> Future<T> side(Callable<T> task) {
    return executor.submit(task);
  }

  private TwoEnds.Streams encrypted(TlsSettings client, TlsSettings server) throws Exception {
    TwoEnds.Streams streams = TwoEnds.stream(ends.connect());
    Future<?> serving =
        side(
            () -> {
              streams.accepted().startTls(server, TwoEnds.SOON);
              return null;
            });
    streams.opened().startTls(client, TwoEnds.SOON);
    serving.get();
    return streams;
  }

  @Test
  void eachDirectionEndsByItself() throws Exception {
    TwoEnds.Streams streams = encrypted(TlsJoinTest.client(ends), TlsJoinTest.server(ends));
    streams.opened().output().write("question".getBytes(US_ASCII));
    streams.opened().shutdownOutput();
    assertEquals("question", new String(streams.accepted().input().readAllBytes(), US_ASCII));
    streams.accepted().output().write("answer".getBytes(US_ASCII));
    streams.accepted().close();
    assertEquals("answer", new String(streams.opened().input().readAllBytes(), US_ASCII));
  }

  @Test
  void bothSidesShowThatTheyAreWhomTheOtherExpects() throws Exception {
    EndpointCertificates stranger = EndpointCertificates.create(Instant.now());
    var asStranger =
        new TlsSettings.Client(
            ends.rightCertificates.serverName(),
            new ServerTrust.Pinned(ends.rightCertificates.server().certificate()),
            TwoEnds.identity(stranger.client()),
            List.of(),
            false);
    assertRefused(asStranger, TlsJoinTest.server(ends));
    var expectsStranger =
        new TlsSettings.Client(
            stranger.serverName(),
            new ServerTrust.Pinned(stranger.server().certificate()),
            TwoEnds.identity(ends.leftCertificates.client()),
            List.of(),
            false);
    assertRefused(expectsStranger, TlsJoinTest.server(ends));
    var silent =
        new TlsSettings.Client(
            ends.rightCertificates.serverName(),
            new ServerTrust.Pinned(ends.rightCertificates.server().certificate()),
            null,
            List.of(),
            false);
    assertRefused(silent, TlsJoinTest.server(ends));
  }

  /** In TLS 1.3 the client may be done before it learns that it was refused. */
  private void assertRefused(TlsSettings client, TlsSettings server) throws Exception {
    TwoEnds.Streams streams = TwoEnds.stream(ends.connect());
    Future<?> serving =
        side(
            () -> {
              streams.accepted().startTls(server, TwoEnds.SOON);
              return null;
            });
    assertThrows(
        IOException.class,
        () -> {
          streams.opened().startTls(client, TwoEnds.SOON);
          streams.opened().readTimeout(TwoEnds.SOON);
          streams.opened().input().read();
        });
    assertThrows(ExecutionException.class, serving::get);
  }

  @Test
  void aStreamThatEndsWithoutFarewellWasReset() throws Exception {
    TwoEnds.Streams streams = TwoEnds.stream(ends.connect());
    // The one side ends its QUIC stream by a FIN beneath TLS, as a relay may do.
    Future<?> serving =
        side(
            () -> {
              streams.accepted().startTls(TlsJoinTest.server(ends), TwoEnds.SOON);
              return null;
            });
    streams.opened().startTls(TlsJoinTest.client(ends), TwoEnds.SOON);
    serving.get();
    streams.accepted().output().write("part".getBytes(US_ASCII));
    assertEquals("part", new String(streams.opened().input().readNBytes(4), US_ASCII));
    streams.accepted().handler().channel().shutdownOutput();
    streams.opened().readTimeout(TwoEnds.SOON);
    assertThrows(StreamResetException.class, () -> streams.opened().input().read());
  }

  @Test
  void anAnswerArrivesWholeThoughTheEndOfTheStreamComesAfterThatOfTls() throws Exception {
    TwoEnds.Streams streams = encrypted(TlsJoinTest.client(ends), TlsJoinTest.server(ends));
    StreamHandler asking = streams.opened().handler();
    asking.onLoop(() -> asking.channel().writeAndFlush(Layer.Farewell.INSTANCE));
    assertEquals(-1, streams.accepted().input().read());
    byte[] answer = new byte[1_000_000];
    streams.accepted().output().write(answer);
    streams.accepted().close();
    asking.channel().shutdownOutput();
    assertArrayEquals(answer, streams.opened().input().readAllBytes());
  }

  @Test
  void aResetSaysNoFarewell() throws Exception {
    TwoEnds.Streams streams = encrypted(TlsJoinTest.client(ends), TlsJoinTest.server(ends));
    streams.accepted().output().write("part".getBytes(US_ASCII));
    assertEquals("part", new String(streams.opened().input().readNBytes(4), US_ASCII));
    streams.accepted().reset(0);
    streams.opened().readTimeout(TwoEnds.SOON);
    assertThrows(StreamResetException.class, () -> streams.opened().input().read());
  }

  @Test
  void whoSaysNothingIsNotWaitedForLonger() throws Exception {
    TwoEnds.Streams streams = TwoEnds.stream(ends.connect());
    assertThrows(
        SocketTimeoutException.class,
        () -> streams.opened().startTls(TlsJoinTest.client(ends), Duration.ofMillis(200)));
  }

  @Test
  void manyBytesArriveWhole() throws Exception {
    TwoEnds.Streams streams = encrypted(TlsJoinTest.client(ends), TlsJoinTest.server(ends));
    byte[] bytes = new byte[5_000_000];
    new java.util.Random(1).nextBytes(bytes);
    Future<?> writing =
        side(
            () -> {
              streams.opened().output().write(bytes);
              streams.opened().shutdownOutput();
              return null;
            });
    assertArrayEquals(bytes, streams.accepted().input().readAllBytes());
    writing.get();
  }

  @Test
  void aServiceOnTcpIsKnownByItsNameAndAuthority() throws Exception {
    try (var listener = ends.right.listenTcp(TwoEnds.loopback(0))) {
      var right = new ServerTrust.Authorities(List.of(service.certificate()));
      assertEquals("hello", greet(listener, "localhost", right));
      assertEquals("hello", greet(listener, "other.example", new ServerTrust.Unchecked()));
      assertThrows(IOException.class, () -> greet(listener, "other.example", right));
      Leaf other = SelfSigned.forHosts(List.of("localhost"), Instant.now());
      var wrong = new ServerTrust.Authorities(List.of(other.certificate()));
      assertThrows(IOException.class, () -> greet(listener, "localhost", wrong));
    }
  }

  private String greet(TcpListener listener, String name, ServerTrust trust) throws Exception {
    Future<?> serving =
        side(
            () -> {
              try (TcpConnection accepted = listener.accept()) {
                accepted.startTls(
                    new TlsSettings.Server(
                        TwoEnds.identity(service), new ClientTrust.None(), List.of(), true),
                    TwoEnds.SOON);
                accepted.output().write("hello".getBytes(US_ASCII));
              }
              return null;
            });
    try (TcpConnection dialed = ends.left.dialTcp(listener.localAddress(), TwoEnds.SOON)) {
      dialed.startTls(new TlsSettings.Client(name, trust, null, List.of(), true), TwoEnds.SOON);
      String greeting = new String(dialed.input().readAllBytes(), US_ASCII);
      serving.get();
      return greeting;
    }
  }

  /** A client that is not ours; the newest version that it speaks is given. */
  private SSLSocket foreign(Socket socket, String version)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[0], new TrustManager[] {new SoleTrust(new ServerTrust.Unchecked())}, null);
    var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 1, false);
    tls.setEnabledProtocols(new String[] {version});
    return tls;
  }

  @Test
  void othersMaySpeakTls12() throws Exception {
    try (var listener = ends.right.listenTcp(TwoEnds.loopback(0));
        var socket = new Socket(listener.localAddress().getAddress(), port(listener));
        TcpConnection accepted = listener.accept()) {
      Future<String> client =
          side(
              () -> {
                SSLSocket tls = foreign(socket, "TLSv1.2");
                tls.getOutputStream().write("hello".getBytes(US_ASCII));
                byte[] answer = tls.getInputStream().readNBytes(5);
                tls.close();
                return new String(answer, US_ASCII);
              });
      accepted.startTls(plainServer(true), TwoEnds.SOON);
      assertEquals("hello", new String(accepted.input().readNBytes(5), US_ASCII));
      accepted.output().write("hallo".getBytes(US_ASCII));
      assertEquals("hallo", client.get());
      assertEquals(-1, accepted.input().read());
    }
  }

  @Test
  void relayedStreamsSpeakNothingOlderThanTls13() throws Exception {
    try (var listener = ends.right.listenTcp(TwoEnds.loopback(0));
        var socket = new Socket(listener.localAddress().getAddress(), port(listener));
        TcpConnection accepted = listener.accept()) {
      Future<?> client =
          side(
              () -> {
                foreign(socket, "TLSv1.2").startHandshake();
                return null;
              });
      assertThrows(IOException.class, () -> accepted.startTls(plainServer(false), TwoEnds.SOON));
      assertThrows(ExecutionException.class, client::get);
    }
  }

  @Test
  void aTcpPeerThatIsCutOffHasNotEnded() throws Exception {
    try (var listener = ends.right.listenTcp(TwoEnds.loopback(0));
        var socket = new Socket(listener.localAddress().getAddress(), port(listener));
        TcpConnection accepted = listener.accept()) {
      Future<?> client =
          side(
              () -> {
                foreign(socket, "TLSv1.3").getOutputStream().write(new byte[10]);
                socket.shutdownOutput(); // beneath TLS
                return null;
              });
      accepted.startTls(plainServer(true), TwoEnds.SOON);
      client.get();
      assertThrows(StreamResetException.class, () -> accepted.input().readAllBytes());
    }
  }

  @Test
  void ourEndIsSeenByOthersAndTheirsMayFollowLater() throws Exception {
    try (var listener = ends.right.listenTcp(TwoEnds.loopback(0));
        var socket = new Socket(listener.localAddress().getAddress(), port(listener));
        TcpConnection accepted = listener.accept()) {
      Future<byte[]> client =
          side(
              () -> {
                SSLSocket tls = foreign(socket, "TLSv1.3");
                tls.startHandshake();
                byte[] all = tls.getInputStream().readAllBytes();
                tls.getOutputStream().write("late".getBytes(US_ASCII));
                tls.shutdownOutput();
                return all;
              });
      accepted.startTls(plainServer(true), TwoEnds.SOON);
      accepted.output().write(new byte[100_000]);
      accepted.shutdownOutput();
      assertEquals(100_000, client.get().length);
      assertEquals("late", new String(accepted.input().readAllBytes(), US_ASCII));
    }
  }

  @Test
  void clientsShowACertificateOfTheRightAuthority() throws Exception {
    X509Certificate authority = service.certificate();
    var asks =
        new TlsSettings.Server(
            TwoEnds.identity(service),
            new ClientTrust.Authorities(List.of(authority)),
            List.of(),
            true);
    try (var listener = ends.right.listenTcp(TwoEnds.loopback(0));
        var socket = new Socket(listener.localAddress().getAddress(), port(listener));
        TcpConnection accepted = listener.accept()) {
      Future<?> client =
          side(
              () -> {
                foreign(socket, "TLSv1.3").startHandshake();
                return null;
              });
      assertThrows(IOException.class, () -> accepted.startTls(asks, TwoEnds.SOON));
      assertTrue(client.isDone() || client.get() == null);
    }
  }

  private TlsSettings plainServer(boolean allowsTls12) {
    return new TlsSettings.Server(
        TwoEnds.identity(service), new ClientTrust.None(), List.of(), allowsTls12);
  }

  private static int port(TcpListener listener) {
    return listener.localAddress().getPort();
  }
}
