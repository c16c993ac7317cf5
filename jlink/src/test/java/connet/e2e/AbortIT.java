package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.testkit.Await;
import connet.testkit.RunningProgram;
import connet.testkit.Sample;
import connet.testkit.TcpService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted in /proc")
final class AbortIT {
  private static final int AT_ONCE = 50;

  /** Files that a virtual machine may have opened meanwhile for itself. */
  private static final int OWN_FILES = 8;

  private static final Duration CLEANED_UP = Duration.ofSeconds(60);

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  /** As many streams again as credit for them must have come back many times over. */
  @ParameterizedTest
  @CsvSource({"direct, 10000", "relay, 3000"})
  void openedAndAbortedLeaveNothingBehind(String route, int count) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (TcpService service = TcpService.start(any, AbortIT::sendUntilGone)) {
      Tunnel tunnel = new Tunnel(programs, folder);
      RunningProgram server = tunnel.server();
      RunningProgram destination = tunnel.destination(service.address(), route);
      RunningProgram source = tunnel.source(route);
      tunnel.awaitPath(source, route);
      List<RunningProgram> all = List.of(server, destination, source);
      for (int i = 0; i < AT_ONCE; i++) {
        abort(tunnel, i);
      }
      Await.until("first ones gone", CLEANED_UP, () -> service.open() == 0);
      List<Long> before = openFiles(all);

      abortMany(tunnel, count);

      Await.until(
          () -> service.open() + " connections of the service gone",
          CLEANED_UP,
          () -> service.open() == 0);
      Await.until(
          () -> "open files of server, destination and source back at " + before,
          CLEANED_UP,
          () -> noMore(openFiles(all), before));
      try (Socket socket = tunnel.connect()) {
        byte[] first = new byte[1_000_000];
        assertEquals(first.length, socket.getInputStream().readNBytes(first, 0, first.length));
      }
    }
  }

  private static void abortMany(Tunnel tunnel, int count) throws Exception {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> workers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        workers.add(
            threads.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    abort(tunnel, n);
                  }
                  return true;
                }));
      }
      for (Future<Boolean> worker : workers) {
        worker.get(5, TimeUnit.MINUTES);
      }
    }
  }

  /** Half-way: both sides are in the middle of sending. */
  private static void abort(Tunnel tunnel, int number) throws IOException {
    try (Socket socket = tunnel.connect()) {
      new Sample(number, 1_000).writeTo(socket.getOutputStream());
      socket.getInputStream().readNBytes(1 + number % 3_000);
      socket.setSoLinger(true, 0); // a reset
    }
  }

  private static void sendUntilGone(Socket connection) throws IOException {
    OutputStream out = connection.getOutputStream();
    byte[] piece = new byte[20_000];
    while (true) {
      out.write(piece);
    }
  }

  private static boolean noMore(List<Long> now, List<Long> before) {
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i) > before.get(i) + OWN_FILES) {
        return false;
      }
    }
    return true;
  }

  private static List<Long> openFiles(List<RunningProgram> programs) throws IOException {
    List<Long> counts = new ArrayList<>();
    for (RunningProgram each : programs) {
      counts.add(each.openFiles());
    }
    return counts;
  }
}
