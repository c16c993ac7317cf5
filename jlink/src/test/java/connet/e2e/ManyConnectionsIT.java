package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.testkit.Await;
import connet.testkit.Sample;
import connet.testkit.TcpService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManyConnectionsIT {
  private static final int COUNT = 1_000;
  private static final long BYTES = 20_000;

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  /** So often: what goes wrong among so many does not go wrong every time. */
  private static final int ROUNDS = 3;

  @ParameterizedTest
  @CsvSource({"direct,true", "relay,true", "relay,false"})
  void thousandAtOnceEachCarryTheirOwnBytesAndTheirEnd(String route, boolean encrypted)
      throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (TcpService service = TcpService.echo(any)) {
      Tunnel tunnel = new Tunnel(programs, folder);
      tunnel = encrypted ? tunnel : tunnel.unencrypted();
      tunnel.server();
      tunnel.destination(service.address(), route);
      tunnel.awaitPath(tunnel.source(route), route);
      for (int i = 0; i < ROUNDS; i++) {
        echoed(tunnel, service);
      }
      assertEquals(ROUNDS * COUNT, service.accepted());
    }
  }

  private static void echoed(Tunnel tunnel, TcpService service) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (int i = 0; i < COUNT; i++) {
          sockets.add(tunnel.connect());
        }
        Await.until(
            () -> service.open() + " connections at the service",
            Tunnel.START,
            () -> service.open() == COUNT);
        List<Future<Sample.Read>> echoes = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
          Socket socket = sockets.get(i);
          Sample own = new Sample(i, BYTES);
          threads.submit(
              () -> {
                own.writeTo(socket.getOutputStream());
                socket.shutdownOutput();
                return true;
              });
          echoes.add(threads.submit(() -> Sample.read(socket.getInputStream())));
        }
        for (int i = 0; i < COUNT; i++) {
          assertEquals(
              new Sample(i, BYTES).read(),
              echoes.get(i).get(Tunnel.START.toSeconds(), TimeUnit.SECONDS));
        }
      } finally {
        for (Socket each : sockets) {
          each.close(); // lets the threads end, which are waited for next
        }
      }
    }
  }
}
