package connet.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TCP on the left, a QUIC stream, TCP on the right, as in a forwarded connection. */
class JoinTest {
  private final TwoEnds ends = new TwoEnds();
  private final TcpListener front = ends.left.listenTcp(TwoEnds.loopback(0));
  private final ServerSocket service = new ServerSocket();
  private final TwoEnds.Pair pair = ends.connect();
  private final ArrayList<Join> joins = new ArrayList<>();

  JoinTest() throws IOException {}

  @BeforeEach
  void forward() throws Exception {
    service.bind(TwoEnds.loopback(0), 1_100);
    Thread.startVirtualThread(
        () -> {
          while (true) {
            try {
              TcpConnection user = front.accept();
              Thread.startVirtualThread(() -> carry(user));
            } catch (IOException e) {
              return;
            }
          }
        });
    Thread.startVirtualThread(
        () -> {
          while (true) {
            try {
              QuicStream stream = pair.accepted().acceptStream();
              Thread.startVirtualThread(() -> deliver(stream));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  /** Puts a layer under a stream; none here. */
  void secure(QuicStream stream, boolean opened) throws IOException {}

  /** How many connections at once are many. */
  int many() {
    return 1_000;
  }

  final TwoEnds ends() {
    return ends;
  }

  private void carry(TcpConnection user) {
    try {
      QuicStream stream = pair.dialed().openStream(TwoEnds.SOON);
      stream.output().write('c');
      if (stream.input().read() != 'k') {
        throw new IOException("no answer");
      }
      secure(stream, true);
      synchronized (joins) {
        joins.add(ByteStream.join(user, stream));
      }
    } catch (IOException e) {
      user.reset(0);
    }
  }

  private void deliver(QuicStream stream) {
    try {
      stream.input().read();
      TcpConnection tcp =
          ends.right.dialTcp(TwoEnds.loopback(service.getLocalPort()), TwoEnds.SOON);
      try {
        stream.output().write('k');
        secure(stream, false);
        ByteStream.join(stream, tcp);
      } catch (IOException e) {
        tcp.reset(0);
        throw e;
      }
    } catch (IOException e) {
      stream.reset(0);
    }
  }

  @AfterEach
  void close() throws IOException {
    service.close();
    front.close();
    ends.close();
  }

  private Socket user() throws IOException {
    return new Socket(front.localAddress().getAddress(), front.localAddress().getPort());
  }

  @Test
  void halfCloseKeepsTheOtherDirectionOpen() throws Exception {
    try (Socket user = user();
        Socket served = service.accept()) {
      byte[] request = new byte[1_000_000];
      new Random(2).nextBytes(request);
      user.getOutputStream().write(request);
      user.shutdownOutput();
      assertArrayEquals(request, served.getInputStream().readAllBytes());
      served.getOutputStream().write(request);
      served.shutdownOutput();
      assertArrayEquals(request, user.getInputStream().readAllBytes());
      assertEquals(new JoinEnd.Complete(), onlyJoin().await());
      assertEquals(request.length, onlyJoin().bytesFromA());
      assertEquals(request.length, onlyJoin().bytesFromB());
    }
  }

  private Join onlyJoin() {
    synchronized (joins) {
      return joins.getFirst();
    }
  }

  @Test
  void theServiceMaySpeakFirst() throws Exception {
    try (Socket user = user();
        Socket served = service.accept()) {
      served.getOutputStream().write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals(
          "220 ready\r\n",
          new String(user.getInputStream().readNBytes(11), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aResetIsPassedOnAsAReset() throws Exception {
    try (Socket user = user()) {
      try (Socket served = service.accept()) {
        served.getOutputStream().write(new byte[10]);
        user.getInputStream().readNBytes(10);
        served.setSoLinger(true, 0);
      }
      assertThrows(IOException.class, () -> user.getInputStream().read());
      assertInstanceOf(JoinEnd.Broken.class, onlyJoin().await());
    }
  }

  @Test
  void aLostConnectionIsAResetAndNeverAnEnd() throws Exception {
    try (Socket user = user();
        Socket served = service.accept()) {
      served.getOutputStream().write(new byte[10]);
      user.getInputStream().readNBytes(10);
      pair.accepted().close(0, "gone");
      assertThrows(IOException.class, () -> user.getInputStream().read());
      assertThrows(IOException.class, () -> served.getInputStream().read());
    }
  }

  @Test
  void aSlowReaderHoldsTheWriterBackAndLosesNothing() throws Exception {
    try (Socket user = user();
        Socket served = service.accept()) {
      long total = 64L * 1024 * 1024;
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Long> sent =
            executor.submit(
                () -> {
                  byte[] block = new byte[65_536];
                  for (long done = 0; done < total; done += block.length) {
                    block[0] = (byte) (done >> 16);
                    served.getOutputStream().write(block);
                  }
                  served.shutdownOutput();
                  return total;
                });
        InputStream in = user.getInputStream();
        in.readNBytes(1);
        // Nobody reads now: the writer must come to a halt long before it is done.
        Until.holds(() -> stalled());
        long read = 1;
        byte[] block = new byte[65_536];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          read += n;
        }
        assertEquals(total, read);
        assertEquals(total, sent.get());
      }
    }
  }

  private boolean stalled() {
    synchronized (joins) {
      if (joins.isEmpty()) {
        return false;
      }
      long before = joins.getFirst().bytesFromB();
      java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
      long after = joins.getFirst().bytesFromB();
      return before == after && before > 0 && before < 32L * 1024 * 1024;
    }
  }

  @Test
  void manyConnectionsAtOnceEachCarryTheirOwnBytes() throws Exception {
    int count = many();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.submit(
          () -> {
            for (int i = 0; i < count; i++) {
              Socket served = service.accept();
              executor.submit(
                  () -> {
                    try (served) {
                      served.getInputStream().transferTo(served.getOutputStream());
                    }
                    return null;
                  });
            }
            return null;
          });
      var answers = new ArrayList<Future<byte[]>>();
      for (int i = 0; i < count; i++) {
        byte[] own = ("connection " + i + " ").repeat(50).getBytes(StandardCharsets.US_ASCII);
        answers.add(
            executor.submit(
                () -> {
                  try (Socket user = user()) {
                    user.getOutputStream().write(own);
                    user.shutdownOutput();
                    return user.getInputStream().readAllBytes();
                  }
                }));
      }
      for (int i = 0; i < count; i++) {
        byte[] own = ("connection " + i + " ").repeat(50).getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(own, answers.get(i).get());
      }
    }
  }

  @Test
  void abortedConnectionsLeaveNothingBehind() throws Exception {
    // Three times the peer's stream limit: each must give its credit back.
    for (int i = 0; i < 3 * many(); i++) {
      try (Socket user = user();
          Socket served = service.accept()) {
        served.getOutputStream().write(new byte[1_000]);
        Socket breaking = i % 2 == 0 ? user : served;
        breaking.setSoLinger(true, 0);
      }
    }
    halfCloseKeepsTheOtherDirectionOpenAfterwards();
  }

  private void halfCloseKeepsTheOtherDirectionOpenAfterwards() throws IOException {
    try (Socket user = user();
        Socket served = service.accept()) {
      user.getOutputStream().write("last".getBytes(StandardCharsets.US_ASCII));
      user.shutdownOutput();
      assertEquals(
          "last", new String(served.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    }
  }
}
