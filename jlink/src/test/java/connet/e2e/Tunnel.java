package connet.e2e;

import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server, a destination and a source on this machine: three processes of the image, joined by
 * flags, with ports of their own.
 */
final class Tunnel {
  /** For a process to start and say so, on a machine that has much else to do. */
  static final Duration START = Duration.ofSeconds(60);

  /** For what happens between processes that run. */
  static final Duration SOON = Duration.ofSeconds(30);

  private final Programs programs;
  private final Path folder;
  private final int controlPort = FreePorts.next();
  private final int relayPort = FreePorts.next();
  private final int front = FreePorts.next();
  private final Path store;
  private String encryption = "tls";
  private @Nullable RunningProgram server;
  private @Nullable RunningProgram source;

  Tunnel(Programs programs, Path folder) throws IOException {
    this.programs = programs;
    this.folder = folder;
    this.store = folder.resolve("store");
  }

  /** Lets relays read what they carry. */
  Tunnel unencrypted() {
    encryption = "none";
    return this;
  }

  /** Starts the server and waits until clients can be served, by relay too. */
  RunningProgram server() throws Exception {
    return server("token");
  }

  /** The same with another token. */
  RunningProgram server(String token) throws Exception {
    RunningProgram started =
        programs.connet(
            "server",
            folder,
            "server",
            "--tokens=" + token,
            "--addr=:" + controlPort,
            "--relay-addr=:" + relayPort,
            "--store-dir=" + store);
    started.awaitLine("relay registered", START);
    server = started;
    return started;
  }

  /** Starts a destination and waits until it is announced. */
  RunningProgram destination(InetSocketAddress service, String route) throws Exception {
    RunningProgram started =
        client(
            "destination",
            "--dst-name=service",
            "--dst-addr=localhost:" + service.getPort(),
            "--dst-route=" + route,
            "--dst-relay-encryption=" + encryption);
    started.awaitLine("announced endpoint=destination service", START);
    return started;
  }

  /** Starts the source and waits until it listens. */
  RunningProgram source(String route) throws Exception {
    RunningProgram started = source("source", front, route);
    source = started;
    return started;
  }

  /** Starts another source and waits until it listens. */
  RunningProgram source(String name, int port, String route) throws Exception {
    RunningProgram started =
        client(
            name,
            "--src-name=service",
            "--src-addr=127.0.0.1:" + port,
            "--src-route=" + route,
            "--src-relay-encryption=" + encryption);
    started.awaitLine("listening endpoint=source service", START);
    return started;
  }

  /** Starts server, destination and source, and waits until they have a path of the route. */
  static Tunnel open(Programs programs, Path folder, InetSocketAddress service, String route)
      throws Exception {
    Tunnel tunnel = new Tunnel(programs, folder);
    tunnel.server();
    tunnel.destination(service, route);
    tunnel.awaitPath(tunnel.source(route), route);
    return tunnel;
  }

  /** Waits until a source has a path of that kind, {@code direct} or {@code relay}. */
  void awaitPath(RunningProgram program, String kind) throws InterruptedException {
    program.awaitLine("path found endpoint=source service path=" + kind, SOON);
  }

  /** Starts a client with further flags. */
  RunningProgram client(String name, String... flags) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--token=token",
                "--server-addr=localhost:" + controlPort,
                "--server-cas=" + certificate(),
                "--direct-addr=:" + FreePorts.next(),
                "--nat-pmp=disabled",
                "--log-level=debug"));
    all.addAll(List.of(flags));
    return programs.connet(name, folder, all.toArray(String[]::new));
  }

  /** The file that the server hands to clients. */
  Path certificate() {
    return store.resolve("cert.pem");
  }

  /** Where the control server listens. */
  InetSocketAddress control() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), controlPort);
  }

  /** Where the source listens. */
  InetSocketAddress front() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), front);
  }

  /** A TCP connection to the source, whose reads do not wait for ever. */
  Socket connect() throws IOException {
    return connect(front());
  }

  /** The same to any address. */
  static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout((int) START.toMillis());
    socket.connect(address, (int) SOON.toMillis());
    return socket;
  }

  /** The server that runs. */
  RunningProgram runningServer() {
    return running(server);
  }

  /** The source that runs. */
  RunningProgram runningSource() {
    return running(source);
  }

  private static RunningProgram running(@Nullable RunningProgram program) {
    if (program == null) {
      throw new IllegalStateException("not started");
    }
    return program;
  }
}
