package connet.client;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.Lab;
import connet.client.task.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialTimeoutTest {
  /** A service that answers no further connection: those that it has not accepted are too many. */
  private static final class Full implements AutoCloseable {
    private final ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    Full() throws IOException {
      while (waits()) {
        // until one is not answered any more
      }
    }

    private boolean waits() throws IOException {
      var socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(service.getLocalSocketAddress(), 200);
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      }
    }

    HostPort address() {
      return new HostPort("127.0.0.1", service.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : waiting) {
        socket.close();
      }
      service.close();
    }
  }

  @Test
  void aServiceThatDoesNotAnswerIsGivenUpInTime() throws Exception {
    try (var lab = new Lab();
        var tasks = new Tasks("test");
        var full = new Full()) {
      Destination destination =
          lab.client()
              .destination(
                  "web",
                  DestinationSettings.of(Route.DIRECT).withDialTimeout(Duration.ofMillis(300)));
      tasks.start("forward", () -> destination.forwardTo(full.address()));
      Source source = lab.client().source("web", Route.DIRECT);
      assertTrue(source.awaitPeer(Lab.PATIENCE));

      long start = System.nanoTime();
      UnreachableException e =
          assertThrows(UnreachableException.class, () -> source.dial(Lab.PATIENCE));

      assertTrue(System.nanoTime() - start < Duration.ofSeconds(3).toNanos());
      assertTrue(
          String.valueOf(e.getMessage()).contains("the service cannot be reached"), e.getMessage());
    }
  }
}
