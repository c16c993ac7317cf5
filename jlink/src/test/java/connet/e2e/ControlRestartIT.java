package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import connet.testkit.Sample;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class ControlRestartIT {
  private static final Sample FIRST = new Sample(1, 20_000_000);
  private static final Sample SECOND = new Sample(2, 20_000_000);

  /** Five seconds are what is promised; as many again are for a machine with much else to do. */
  private static final Duration FOUND_AGAIN = Duration.ofSeconds(10);

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void transferOutlivesAKilledServerAndNewSourcesArriveAfterItsReturn() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (GatedService service = new GatedService(any, FIRST, SECOND)) {
      Tunnel tunnel = new Tunnel(programs, folder);
      RunningProgram server = tunnel.server();
      RunningProgram destination = tunnel.destination(service.address(), "direct");
      tunnel.awaitPath(tunnel.source("direct"), "direct");
      String certificate = Files.readString(tunnel.certificate());
      try (Socket socket = tunnel.connect()) {
        InputStream in = socket.getInputStream();
        byte[] start = in.readNBytes(1_000_000);

        server.kill();
        assertTrue(destination.alive());
        in.skipNBytes(FIRST.length() - start.length);

        int before = destination.lineCount();
        RunningProgram again = tunnel.server();
        destination.awaitLine(before, "announced endpoint=destination service", FOUND_AGAIN);
        service.sendRest();
        assertEquals(SECOND.read(), Sample.read(in));
        assertTrue(again.alive());
      }
      assertEquals(certificate, Files.readString(tunnel.certificate()), "made anew");

      int front = FreePorts.next();
      RunningProgram newcomer = tunnel.source("newcomer", front, "direct");
      newcomer.awaitLine("path found endpoint=source service path=direct", FOUND_AGAIN);
      try (Socket socket =
          Tunnel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), front))) {
        socket.getInputStream().skipNBytes(FIRST.length());
        assertEquals(SECOND.read(), Sample.read(socket.getInputStream()));
      }
    }
  }
}
