package connet.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import connet.protocol.EndpointCertificates;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that are resumed between the same two peers, and by nobody else. */
class TlsSessionsTest {
  private final TwoEnds ends = new TwoEnds();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final TlsSessions ofClient = new TlsSessions();
  private final TlsSessions ofServer = new TlsSessions();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicBoolean revoked = new AtomicBoolean();
  private final TwoEnds.Pair connection = ends.connect();

  TlsSessionsTest() throws IOException {}

  @AfterEach
  void close() {
    executor.close();
    ends.close();
  }

  private TlsSettings.Server server() {
    TlsSettings.Server usual = TlsJoinTest.server(ends);
    var trust =
        new ClientTrust.Pinned(
            leaf -> {
              asked.incrementAndGet();
              return !revoked.get() && leaf.equals(ends.leftCertificates.client().certificate());
            });
    return new TlsSettings.Server(usual.identity(), trust, usual.alpns(), usual.allowsTls12());
  }

  /** A stream that is encrypted, then carries a byte each way. */
  private void exchange(TlsSettings.Client client) throws Exception {
    TwoEnds.Streams streams = TwoEnds.stream(connection);
    Future<Integer> serving =
        executor.submit(
            () -> {
              QuicStream accepted = streams.accepted();
              accepted.startTls(server(), ofServer, TwoEnds.SOON);
              accepted.readTimeout(TwoEnds.SOON);
              accepted.output().write(accepted.input().read());
              return accepted.input().read();
            });
    QuicStream opened = streams.opened();
    opened.startTls(client, ofClient, TwoEnds.SOON);
    opened.readTimeout(TwoEnds.SOON);
    opened.output().write(7);
    assertEquals(7, opened.input().read());
    opened.shutdownOutput();
    assertEquals(-1, serving.get());
    opened.close();
    streams.accepted().close();
  }

  @Test
  void theNextHandshakeShowsNoCertificates() throws Exception {
    exchange(TlsJoinTest.client(ends));
    assertEquals(2, asked.getAndSet(0), "in the handshake and after it");

    exchange(TlsJoinTest.client(ends));
    assertEquals(1, asked.get(), "after the handshake only");
  }

  @Test
  void whoWasRevokedSinceIsRefused() throws Exception {
    exchange(TlsJoinTest.client(ends));
    revoked.set(true);

    TwoEnds.Streams streams = TwoEnds.stream(connection);
    Future<?> serving =
        executor.submit(
            () -> {
              streams.accepted().startTls(server(), ofServer, TwoEnds.SOON);
              return null;
            });
    streams.opened().startTls(TlsJoinTest.client(ends), ofClient, TwoEnds.SOON);

    assertThrows(ExecutionException.class, serving::get);
    streams.accepted().reset(0);
    streams.opened().readTimeout(TwoEnds.SOON);
    assertThrows(StreamResetException.class, () -> streams.opened().input().read());
  }

  @Test
  void aSessionIsNoProofForAnotherServer() throws Exception {
    exchange(TlsJoinTest.client(ends));
    TlsSettings.Client usual = TlsJoinTest.client(ends);
    var another =
        new ServerTrust.Pinned(EndpointCertificates.create(Instant.now()).server().certificate());

    assertThrows(
        IOException.class,
        () ->
            exchange(
                new TlsSettings.Client(
                    usual.serverName(), another, usual.identity(), List.of(), false)));
  }

  @Test
  void aSessionIsNoProofOfAnotherClient() throws Exception {
    exchange(TlsJoinTest.client(ends));
    TlsSettings.Client usual = TlsJoinTest.client(ends);
    Identity stranger = TwoEnds.identity(EndpointCertificates.create(Instant.now()).client());

    assertThrows(
        Exception.class,
        () ->
            exchange(
                new TlsSettings.Client(
                    usual.serverName(), usual.trust(), stranger, List.of(), false)));
  }
}
