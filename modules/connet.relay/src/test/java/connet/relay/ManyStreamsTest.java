package connet.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.protocol.Alpn;
import connet.protocol.Framing;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManyStreamsTest {
  private static final int STREAMS = 1_000;
  private static final int BYTES = 5_000;

  @TempDir private Path folder;

  private RelayFixture fixture;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    RelayLimits limits = RelayLimits.DEFAULT;
    fixture = new RelayFixture(folder, FakeControl.start(), limits);
  }

  @AfterEach
  void end() {
    fixture.close();
  }

  @Test
  void aThousandStreamsAtOnceCarryTheirOwnBytes() throws Exception {
    FakeDestination.serving(
        fixture.join(null, Alpn.RELAY_0_3, "web", Role.DESTINATION), FakeDestination::echo);
    QuicConnection source = fixture.join(null, Alpn.RELAY_0_3, "web", Role.SOURCE);
    CyclicBarrier allConnected = new CyclicBarrier(STREAMS);
    runAll(
        STREAMS,
        seed -> {
          byte[] sent = new byte[BYTES];
          new Random(seed).nextBytes(sent);
          QuicStream stream = TestClient.connect(source);
          allConnected.await();
          Thread.ofVirtual().start(() -> send(stream, sent));
          assertArrayEquals(sent, stream.input().readAllBytes());
          stream.close();
        });
  }

  @Test
  void abortedStreamsLeaveNothingBehind() throws Exception {
    FakeDestination.serving(
        fixture.join(null, Alpn.RELAY_0_3, "web", Role.DESTINATION), FakeDestination::echo);
    QuicConnection source = fixture.join(null, Alpn.RELAY_0_3, "web", Role.SOURCE);
    // Twice as many as there may be at once: credit that is not given back would run out.
    for (int round = 0; round < 2; round++) {
      runAll(STREAMS, seed -> abort(source, seed));
    }
    runAll(
        100,
        seed -> {
          QuicStream stream = TestClient.connect(source);
          send(stream, new byte[] {(byte) seed});
          assertArrayEquals(new byte[] {(byte) seed}, stream.input().readAllBytes());
          stream.close();
        });
  }

  private static void abort(QuicConnection source, int seed) throws IOException {
    QuicStream stream = source.openStream(TestClient.WAIT);
    stream.readTimeout(TestClient.WAIT);
    switch (seed % 4) {
      case 0 -> stream.output().write(0);
      case 1 -> Framing.LENGTH_4.write(stream.output(), new PeerRequest.Connect().encode());
      default -> {
        Framing.LENGTH_4.write(stream.output(), new PeerRequest.Connect().encode());
        assertEquals(new PeerResponse.Connected(), TestClient.answer(stream, Framing.LENGTH_4));
        stream.output().write(new byte[BYTES]);
        stream.output().flush();
      }
    }
    if (seed % 8 < 4) {
      stream.reset(0);
    } else {
      stream.close();
    }
  }

  private interface Work {
    void run(int seed) throws Exception;
  }

  private static void runAll(int times, Work work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int seed = i;
        all.add(
            () -> {
              work.run(seed);
              return true;
            });
      }
      for (Future<Boolean> each : threads.invokeAll(all)) {
        each.get();
      }
    }
  }

  private static void send(QuicStream stream, byte[] bytes) {
    try {
      stream.output().write(bytes);
      stream.shutdownOutput();
    } catch (IOException e) {
      stream.reset(0);
    }
  }
}
