package connet.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import connet.control.session.SessionLimits;
import connet.protocol.Alpn;
import connet.protocol.ErrorCode;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that do not authenticate, or take their time. */
class AuthenticationDeadlineTest {
  private static final SessionLimits LIMITS =
      new SessionLimits(
          Duration.ofMillis(500),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          100,
          100,
          100,
          100,
          100,
          100,
          100,
          1 << 20);

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(folder, LIMITS, Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void connectionThatSaysNothingIsClosed() throws Exception {
    assertEndsWith(ErrorCode.AUTHENTICATION_FAILED, server.dial(Alpn.CONTROL_0_4));
  }

  @Test
  void streamThatEndsWithoutAuthenticationIsTheEndOfItsConnection() throws Exception {
    QuicConnection connection = server.dial(Alpn.CONTROL_0_4);
    TestStream stream = TestClient.open(connection, Alpn.CONTROL_0_4);
    stream.sendRaw((byte) 0);
    stream.finish();

    assertEndsWith(ErrorCode.AUTHENTICATION_FAILED, connection);
    stream.close();
  }

  @Test
  void authenticationByteByByteIsClosed() throws Exception {
    QuicConnection connection = server.dial(Alpn.CONTROL_0_4);
    TestStream stream = TestClient.open(connection, Alpn.CONTROL_0_4);
    stream.sendRaw((byte) 0, (byte) 0, (byte) 0xff, (byte) 0);
    Thread dripping =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (connection.open()) {
                      stream.sendRaw((byte) 0);
                      LockSupport.parkNanos(10_000_000);
                    }
                  } catch (IOException e) {
                    return; // the end that the test waits for
                  }
                });

    assertEquals(
        new ConnectionEnd.ByPeer(
            ErrorCode.AUTHENTICATION_FAILED, "authentication did not come in time"),
        connection.awaitEnd());
    dripping.join();
    stream.close();
  }

  private static void assertEndsWith(int code, QuicConnection connection) throws Exception {
    assertEquals(code, assertInstanceOf(ConnectionEnd.ByPeer.class, connection.awaitEnd()).code());
  }
}
