package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import connet.testkit.Download;
import connet.testkit.FileServer;
import connet.testkit.Namespace;
import connet.testkit.Nat;
import connet.testkit.NetworkLab;
import connet.testkit.NetworkLab.Hidden;
import connet.testkit.NetworkLab.Machine;
import connet.testkit.RunningProgram;
import connet.testkit.Sample;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two clients behind routers that translate addresses, in network namespaces. */
final class NatIT {
  private static final Sample FILE = new Sample(7, 20_000_000);
  private static final Sample LARGE = new Sample(8, 1L << 40);
  private static final int SERVICE = 3000;
  private static final int FRONT = 8000;

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  @BeforeAll
  static void needsRoot() {
    // Where everything is tested, nothing is skipped: there this is a failure.
    String obstacle = NetworkLab.obstacle();
    assertFalse(System.getenv("CI") != null && !obstacle.isEmpty(), obstacle);
    assumeTrue(obstacle.isEmpty(), obstacle);
  }

  @Test
  void twoThatRestrictPortsAreCrossedDirectly() throws Exception {
    connects(Nat.PORT_RESTRICTED, Nat.PORT_RESTRICTED, "direct");
  }

  @Test
  void twoSymmetricOnesAreCrossedByRelay() throws Exception {
    connects(Nat.SYMMETRIC, Nat.SYMMETRIC, "relay");
  }

  private void connects(Nat ofDestination, Nat ofSource, String kind) throws Exception {
    try (NetworkLab lab = new NetworkLab()) {
      Machine server = lab.machine("s");
      Machine destination = lab.behind("d", ofDestination).machine();
      Machine source = lab.behind("c", ofSource).machine();
      try (FileServer service = serve(destination.namespace(), FILE)) {
        server(server);
        RunningProgram client = clients(server, destination, source, "any");
        client.awaitLine("path found endpoint=source web path=" + kind, Tunnel.SOON);
        assertEquals(
            FILE.read(), Download.begin(connect(source.namespace())).rest(), service::toString);
        client.awaitLine("forwarded endpoint=source web path=" + kind, Tunnel.SOON);
        if (kind.equals("relay")) {
          assertFalse(client.said("path found endpoint=source web path=direct"), client::output);
        }
      } finally {
        programs.end();
      }
    }
  }

  @Test
  void twoSymmetricOnesAreCrossedDirectlyWhereOneMapsAPort() throws Exception {
    try (NetworkLab lab = new NetworkLab()) {
      Machine server = lab.machine("s");
      Hidden hidden = lab.behind("d", Nat.SYMMETRIC);
      Machine destination = hidden.machine();
      Machine source = lab.behind("c", Nat.SYMMETRIC).machine();
      try (FileServer service = serve(destination.namespace(), FILE);
          MappingRouter router = MappingRouter.start(hidden)) {
        server(server);
        RunningProgram ending = destination(server, destination, "direct");
        RunningProgram client = source(server, source, "direct");
        client.awaitLine(
            "path found endpoint=source web path=direct.*" + router.external(), Tunnel.SOON);
        assertEquals(
            FILE.read(), Download.begin(connect(source.namespace())).rest(), service::toString);

        ending.terminate();
        ending.awaitExit(Tunnel.SOON);
        assertFalse(router.mapped(), ending::output);
      } finally {
        programs.end();
      }
    }
  }

  @Test
  void pathThatDiesUnderADownloadIsAResetAndNeverAnEnd() throws Exception {
    try (NetworkLab lab = new NetworkLab()) {
      Machine server = lab.machine("s");
      Machine destination = lab.machine("d");
      Hidden source = lab.behind("c", Nat.PORT_RESTRICTED);
      Namespace namespace = source.machine().namespace();
      try (FileServer service = serve(destination.namespace(), LARGE)) {
        server(server);
        RunningProgram client = clients(server, destination, source.machine(), "direct");
        client.awaitLine("path found endpoint=source web path=direct", Tunnel.SOON);
        Download download = Download.begin(connect(namespace));

        String dead =
            """
            table ip dead {
              chain in {
                type filter hook input priority filter
                ip saddr PEER meta l4proto udp drop
              }
              chain out {
                type filter hook output priority filter
                ip daddr PEER meta l4proto udp drop
              }
            }
            """;
        namespace.filter(dead.replace("PEER", destination.address()));

        assertThrows(SocketException.class, download::rest, service::toString);
      } finally {
        programs.end();
      }
    }
  }

  private void server(Machine machine) throws Exception {
    RunningProgram server =
        programs.connet(
            "server",
            folder,
            machine.namespace(),
            List.of(
                "server",
                "--tokens=token",
                "--relay-hostname=" + machine.address(),
                "--store-dir=" + folder.resolve("store")));
    server.awaitLine("relay registered", Tunnel.START);
  }

  /** Starts both and returns the source, once it listens. */
  private RunningProgram clients(Machine server, Machine destination, Machine source, String route)
      throws Exception {
    destination(server, destination, route);
    return source(server, source, route);
  }

  private RunningProgram destination(Machine server, Machine machine, String route)
      throws Exception {
    RunningProgram client =
        client(
            "destination",
            server,
            machine,
            "--dst-name=web",
            "--dst-addr=:" + SERVICE,
            "--dst-route=" + route);
    client.awaitLine("announced endpoint=destination web", Tunnel.START);
    return client;
  }

  private RunningProgram source(Machine server, Machine machine, String route) throws Exception {
    RunningProgram client =
        client(
            "source",
            server,
            machine,
            "--src-name=web",
            "--src-addr=:" + FRONT,
            "--src-route=" + route);
    client.awaitLine("listening endpoint=source web", Tunnel.START);
    return client;
  }

  private RunningProgram client(String name, Machine server, Machine machine, String... endpoint)
      throws Exception {
    List<String> flags =
        List.of(
            "--token=token",
            "--server-addr=" + server.address() + ":19190",
            "--server-cas=" + folder.resolve("store").resolve("cert.pem"),
            "--log-level=debug");
    return programs.connet(
        name,
        folder,
        machine.namespace(),
        Stream.concat(flags.stream(), Stream.of(endpoint)).toList());
  }

  private static FileServer serve(Namespace namespace, Sample file) throws Exception {
    return namespace.call(
        () ->
            FileServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVICE), file));
  }

  private static Socket connect(Namespace namespace) throws Exception {
    return namespace.call(
        () -> Tunnel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), FRONT)));
  }
}
