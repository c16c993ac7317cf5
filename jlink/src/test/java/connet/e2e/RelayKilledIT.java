package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import connet.testkit.Sample;
import connet.testkit.TcpService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A control server and two relays, each a process of its own. */
final class RelayKilledIT {
  private static final Sample BYTES = new Sample(5, 100_000);

  /** Seven seconds are what is promised; some more are for a machine with much else to do. */
  private static final Duration BY_THE_OTHER = Duration.ofSeconds(12);

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  private final int control = FreePorts.next();
  private final int front = FreePorts.next();

  RelayKilledIT() throws IOException {}

  @Test
  void newConnectionGoesByTheOtherRelay() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (TcpService service = TcpService.echo(any)) {
      programs
          .connet(
              "control",
              folder,
              "control",
              "--addr=:" + control,
              "--client-tokens=token",
              "--relay-tokens=relays",
              "--store-dir=" + folder.resolve("control"))
          .awaitLine("control server started", Tunnel.START);
      RunningProgram first = relay("first");
      RunningProgram second = relay("second");
      RunningProgram destination =
          client("destination", "--dst-name=x", "--dst-addr=:" + service.address().getPort());
      RunningProgram source = client("source", "--src-name=x", "--src-addr=127.0.0.1:" + front);
      source.awaitLine("listening endpoint=source x", Tunnel.START);
      for (RunningProgram relay : new RunningProgram[] {first, second}) {
        relay.awaitLine("client connected .*role=destination", Tunnel.SOON);
        relay.awaitLine("client connected .*role=source", Tunnel.SOON);
      }
      assertTrue(echoes(), source::output);
      MatchResult used =
          source.awaitLine("forwarded endpoint=source x path=relay to .*:([0-9]+) ", Tunnel.SOON);
      RunningProgram killed = first.said(":" + used.group(1)) ? first : second;

      killed.kill();
      long end = System.nanoTime() + BY_THE_OTHER.toNanos();
      boolean works = echoes();
      while (!works && System.nanoTime() - end < 0) {
        works = echoes();
      }
      assertTrue(works, destination::output);
    }
  }

  /** Whether a new forwarded connection carries its bytes. */
  private boolean echoes() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), front);
    try (Socket socket = Tunnel.connect(address)) {
      BYTES.writeTo(socket.getOutputStream());
      socket.shutdownOutput();
      return BYTES.read().equals(Sample.read(socket.getInputStream()));
    } catch (IOException e) {
      return false;
    }
  }

  private RunningProgram relay(String name) throws Exception {
    RunningProgram relay =
        programs.connet(
            name,
            folder,
            "relay",
            "--addr=:" + FreePorts.next(),
            "--token=relays",
            "--control-addr=localhost:" + control,
            "--control-cas=" + folder.resolve("control").resolve("cert.pem"),
            "--store-dir=" + folder.resolve(name));
    relay.awaitLine("relay registered", Tunnel.START);
    return relay;
  }

  private RunningProgram client(String name, String... endpoint) throws Exception {
    return programs.connet(
        name,
        folder,
        "--token=token",
        "--server-addr=localhost:" + control,
        "--server-cas=" + folder.resolve("control").resolve("cert.pem"),
        "--direct-addr=:0",
        "--nat-pmp=disabled",
        "--log-level=debug",
        name.equals("source") ? "--src-route=relay" : "--dst-route=relay",
        endpoint[0],
        endpoint[1]);
  }
}
