package connet.client.path;

import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakePeer;
import connet.client.lab.Lab;
import connet.protocol.Alpn;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private FakePeer one;
  private FakePeer other;
  private QuicConnection connection;
  private Path path;

  @BeforeEach
  void start() throws Exception {
    one = FakePeer.start(Alpn.PEER_0_2);
    other = FakePeer.start(Alpn.PEER_0_2);
    connection =
        one.dial(
            other.announced(), other.certificates().serverName(), one.identity(), Alpn.PEER_0_2);
    path = new Path(Path.Kind.OUTGOING, "peer", connection, FakePeer.framing(connection));
  }

  @AfterEach
  void end() {
    one.close();
    other.close();
  }

  @Test
  void isClosedWhenItsStreamsAreUsedUpByNothing() throws Exception {
    path.closeIfWorn();
    assertTrue(connection.open());

    useUpStreams();
    path.closeIfWorn();
    Lab.await("it is closed", () -> !connection.open());
  }

  @Test
  void isKeptWhileSomethingGoesAlongIt() throws Exception {
    QuicStream last = useUpStreams();
    path.carries();
    path.closeIfWorn();
    assertTrue(connection.open());
    path.carried();

    path.asks(last);
    path.closeIfWorn();
    assertTrue(connection.open());
    path.asked(last);

    path.closeIfWorn();
    Lab.await("it is closed", () -> !connection.open());
  }

  private QuicStream useUpStreams() throws IOException {
    QuicStream last = connection.openStream(SOON);
    while (connection.streamsLeft() > 0) {
      last = connection.openStream(SOON);
    }
    return last;
  }
}
