package connet.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in messages and log lines is words, and addresses as people write them. */
class WordsTest {
  @Test
  void aServiceThatIsNotThereIsNamedOnceWithTheReasonAlone() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetSocketAddress free;
    try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
      free = new InetSocketAddress(loopback, server.getLocalPort());
    }
    try (QuicSocket socket =
        QuicSocket.bind(SocketSettings.at(new InetSocketAddress(loopback, 0)))) {
      IOException e =
          assertThrows(IOException.class, () -> socket.dialTcp(free, Duration.ofSeconds(5)));

      assertEquals(
          "cannot connect to TCP 127.0.0.1:" + free.getPort() + ": Connection refused",
          e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Connection refused: /127.0.0.1:1, Connection refused",
    "connection timed out after 4000 ms: host.example/192.0.2.1:80, connection timed out after 4000"
        + " ms",
    "No route to host: /[2001:db8:0:0:0:0:0:1]:80, No route to host",
    "bind(..) failed with error(-98): Address already in use, Address already in use",
    "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable,"
        + " PKIX path building failed: unable",
    "no such thing: a/b, no such thing: a/b"
  })
  void theReasonIsLeftOfWhatNettySays(String message, String reason) {
    assertEquals(reason, Addresses.why(new IOException(message)));
  }

  @Test
  void aClosedSocketIsNoNameOfAClass() {
    assertEquals("the socket is closed", Addresses.why(new ClosedChannelException()));
  }

  @Test
  void anEndIsToldInWholeSentences() {
    assertEquals(
        "the server's certificate is not accepted: it is another one",
        new ConnectionClosedException(
                new ConnectionEnd.Failed(
                    "the server's certificate is not accepted: it is another one"))
            .getMessage());
    assertEquals(
        "connection timed out",
        new ConnectionClosedException(new ConnectionEnd.TimedOut()).getMessage());
    assertEquals("complete", new JoinEnd.Complete().toString());
    assertEquals("the peer broke off", new JoinEnd.Broken("the peer broke off").toString());
  }
}
