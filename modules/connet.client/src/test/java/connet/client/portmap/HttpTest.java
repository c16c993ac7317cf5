package connet.client.portmap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.Lab;
import connet.client.lab.TcpService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  private static Http.Answer answered(String answer) throws IOException {
    try (TcpService server =
        TcpService.start(
            socket -> {
              readRequest(socket);
              socket.getOutputStream().write(answer.getBytes(UTF_8));
            })) {
      return Http.get(NatPmpTest.LOOPBACK, uri(server), Lab.PATIENCE);
    }
  }

  /** What is left unread when a connection ends makes that a reset. */
  private static void readRequest(Socket socket) throws IOException {
    var input = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    String line = input.readLine();
    while (line != null && !line.isEmpty()) {
      line = input.readLine();
    }
  }

  private static URI uri(TcpService server) {
    return URI.create("http://127.0.0.1:" + server.address().port() + "/x?y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhellomore",
        "HTTP/1.0 200\r\n\r\nhello",
        "HTTP/1.1 200 OK\nContent-Type: text/xml\n\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
      })
  void theBodyIsReadHoweverItsLengthIsTold(String answer) throws Exception {
    assertEquals(new Http.Answer(200, "hello"), answered(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999999\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: ff\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
      })
  void aBrokenAnswerIsAnError(String answer) {
    assertThrows(IOException.class, () -> answered(answer));
  }

  @Test
  void whatIsTooLongIsRefused() throws Exception {
    String ok = "HTTP/1.1 200 OK\r\n";
    assertEquals(256 * 1024, answered(ok + "\r\n" + "x".repeat(256 * 1024)).body().length());

    assertThrows(IOException.class, () -> answered(ok + "\r\n" + "x".repeat(256 * 1024 + 1)));
    assertThrows(IOException.class, () -> answered(ok + "X: " + "x".repeat(5_000) + "\r\n\r\n"));
    assertThrows(IOException.class, () -> answered(ok + "X: x\r\n".repeat(101) + "\r\n"));
    assertThrows(
        IOException.class,
        () ->
            answered(
                ok
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(5)
                    + "0\r\n\r\n"));
  }

  @Test
  void anAnswerThatDripsEndsWithTheTime() throws Exception {
    long start = System.nanoTime();
    try (TcpService server = TcpService.start(socket -> drip(socket.getOutputStream()))) {
      assertThrows(
          SocketTimeoutException.class,
          () -> Http.get(NatPmpTest.LOOPBACK, uri(server), Duration.ofMillis(300)));
    }
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
  }

  private static void drip(OutputStream output) throws IOException {
    for (int i = 0; i < 2_000; i++) {
      output.write('H');
      output.flush();
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
