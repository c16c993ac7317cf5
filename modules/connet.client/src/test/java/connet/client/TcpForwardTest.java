package connet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.Lab;
import connet.client.lab.TcpService;
import connet.client.task.Tasks;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpForwardTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private Lab lab;
  private Tasks tasks;
  private Source source;
  private TcpForward forward;

  @BeforeEach
  void start() throws IOException {
    lab = new Lab();
    tasks = new Tasks("test");
    source = lab.client().source("web", Route.ANY);
    forward = source.listen(ANY_PORT);
  }

  @AfterEach
  void end() {
    tasks.close();
    lab.close();
  }

  @Test
  void halfCloseGoesThroughBothEnds() throws Exception {
    byte[] question = bytes(300_000);
    byte[] answer = bytes(3_000_000);
    try (var service =
        TcpService.start(
            socket -> {
              assertArrayEquals(question, socket.getInputStream().readAllBytes());
              socket.getOutputStream().write(answer);
            })) {
      forwardTo(service.address());
      try (Socket socket = connect()) {
        socket.getOutputStream().write(question);
        socket.shutdownOutput();
        assertArrayEquals(answer, socket.getInputStream().readAllBytes());
      }
    }
  }

  @Test
  void aBannerArrivesBeforeTheClientSpeaks() throws Exception {
    try (var service =
        TcpService.start(
            socket -> {
              socket.getOutputStream().write("220 hi".getBytes(UTF_8));
              assertEquals(-1, socket.getInputStream().read());
            })) {
      forwardTo(service.address());
      try (Socket socket = connect()) {
        assertEquals("220 hi", new String(socket.getInputStream().readNBytes(6), UTF_8));
      }
    }
  }

  @Test
  void aResetOfTheServiceResetsTheClient() throws Exception {
    try (var service =
        TcpService.start(
            socket -> {
              assertEquals('x', socket.getInputStream().read());
              socket.setSoLinger(true, 0);
            })) {
      forwardTo(service.address());
      try (Socket socket = connect()) {
        socket.getOutputStream().write('x');
        assertThrows(SocketException.class, () -> socket.getInputStream().readAllBytes());
      }
    }
  }

  @Test
  void withoutADestinationTheClientIsResetWithinSeconds() throws Exception {
    long start = System.nanoTime();
    try (Socket socket = connect()) {
      assertThrows(SocketException.class, () -> socket.getInputStream().readAllBytes());
    }
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
  }

  @Test
  void aDeadServiceResetsTheClientAtOnce() throws Exception {
    HostPort dead;
    try (var service = TcpService.echo()) {
      dead = service.address();
    }
    forwardTo(dead);
    assertTrue(source.awaitPeer(Lab.PATIENCE));

    long start = System.nanoTime();
    try (Socket socket = connect()) {
      assertThrows(SocketException.class, () -> socket.getInputStream().readAllBytes());
    }
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos());
  }

  @Test
  void theNextDestinationIsTriedWhenAServiceIsDead() throws Exception {
    HostPort dead;
    try (var service = TcpService.echo()) {
      dead = service.address();
    }
    try (var service = TcpService.echo()) {
      forwardTo(dead);
      forwardTo(service.address());
      Lab.await(
          "both destinations are reached",
          () ->
              source.status().peers().stream().filter(peer -> !peer.paths().isEmpty()).count()
                  == 2);

      for (int i = 0; i < 20; i++) {
        assertEcho(i);
      }
    }
  }

  @Test
  void aBrokenDestinationResetsWhatGoesThroughIt() throws Exception {
    try (var service = TcpService.echo()) {
      Destination destination = forwardTo(service.address());
      try (Socket socket = connect()) {
        socket.getOutputStream().write('x');
        assertEquals('x', socket.getInputStream().read());

        destination.close();

        assertThrows(SocketException.class, () -> socket.getInputStream().readAllBytes());
      }
    }
  }

  @Test
  void manyConnectionsAtOnceCarryTheirOwnBytes() throws Exception {
    try (var service = TcpService.echo()) {
      forwardTo(service.address());
      assertTrue(source.awaitPeer(Lab.PATIENCE));
      Socket[] sockets = new Socket[300];
      for (int i = 0; i < sockets.length; i++) {
        sockets[i] = connect();
        sockets[i].getOutputStream().write(("connection " + i).getBytes(UTF_8));
      }
      for (int i = 0; i < sockets.length; i++) {
        sockets[i].shutdownOutput();
        assertEquals(
            "connection " + i, new String(sockets[i].getInputStream().readAllBytes(), UTF_8));
        sockets[i].close();
      }
      Lab.await("all have ended", () -> source.status().open() == 0);
      assertEquals(300, source.status().opened());
      assertEquals(source.status().sent(), source.status().received());
    }
  }

  @Test
  void aTakenPortIsSaidByItsAddress() {
    BindException e = assertThrows(BindException.class, () -> source.listen(forward.address()));

    assertTrue(e.toString().contains(":" + forward.address().getPort()), e.toString());
  }

  @Test
  void aClosedSourceStopsListening() throws Exception {
    source.close();

    assertThrows(IOException.class, this::connect);
  }

  private void assertEcho(int number) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(("echo " + number).getBytes(UTF_8));
      socket.shutdownOutput();
      assertEquals("echo " + number, new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  private Destination forwardTo(HostPort service) throws IOException {
    Destination destination = lab.client().destination("web", Route.ANY);
    tasks.start("forward", () -> destination.forwardTo(service));
    return destination;
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.setSoTimeout((int) Lab.PATIENCE.toMillis());
    socket.connect(forward.address());
    return socket;
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
