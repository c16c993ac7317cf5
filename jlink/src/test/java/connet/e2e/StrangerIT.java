package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.EndpointCertificates;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatusException;
import connet.protocol.Leaf;
import connet.protocol.OfferedRelay;
import connet.protocol.RemotePeer;
import connet.testkit.Await;
import connet.testkit.LeakCheck;
import connet.testkit.RunningProgram;
import connet.testkit.TcpService;
import connet.transport.ConnectionClosedException;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, by every listener: the control server, a relay, and a client. */
final class StrangerIT {
  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  private final EndpointCertificates own = EndpointCertificates.create(Instant.now());
  private final Leaf strange = EndpointCertificates.create(Instant.now()).client();

  private HandmadeClient connect(Tunnel tunnel, String token) throws Exception {
    return HandmadeClient.connect(tunnel.control().getPort(), tunnel.certificate(), token);
  }

  @Test
  void clientLetsInOnlyThePeersThatAreAnnounced() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Tunnel tunnel = new Tunnel(programs, folder);
    tunnel.server();
    try (LeakCheck leaks = new LeakCheck();
        TcpService service = TcpService.echo(any);
        HandmadeClient client = connect(tunnel, "token")) {
      RunningProgram destination = tunnel.destination(service.address(), "direct");
      QuicStream announcing = client.announce(own);
      RemotePeer peer = client.destination(announcing);
      Await.until(
          "the peer lets us in",
          Tunnel.SOON,
          () -> succeeds(() -> client.dial(peer, own.client())));

      assertThrows(IOException.class, () -> client.dial(peer, null));
      assertThrows(IOException.class, () -> client.dial(peer, strange));
      // Right for another purpose, and known to the peer: still not what is asked for.
      assertThrows(IOException.class, () -> client.dial(peer, own.server()));
      assertTrue(succeeds(() -> client.dial(peer, own.client())), destination::output);

      announcing.shutdownOutput();
      Await.until(
          "what is revoked is refused",
          Tunnel.SOON,
          () -> !succeeds(() -> client.dial(peer, own.client())));
      assertThrows(IOException.class, () -> client.dial(peer, own.client()), leaks::toString);
    }
  }

  @Test
  void relayLetsInOnlyTheOwnersOfTickets() throws Exception {
    Tunnel tunnel = new Tunnel(programs, folder);
    RunningProgram server = tunnel.server();
    OfferedRelay relay;
    try (HandmadeClient client = connect(tunnel, "token")) {
      relay = client.relay(own.client().der());
      assertTrue(succeeds(() -> client.dial(relay, own.client())), server::output);

      assertThrows(IOException.class, () -> client.dial(relay, (Leaf) null));
      assertRefused(() -> client.dial(relay, strange));
      assertTrue(succeeds(() -> client.dial(relay, own.client())), server::output);
    }
    // A relay that has a new key for its tickets, and not the grace for those of the last one.
    server.kill();
    Files.delete(folder.resolve(Path.of("store", "relay", "control.properties")));
    tunnel.server();
    try (HandmadeClient client = connect(tunnel, "token")) {
      assertRefused(() -> client.dial(relay, own.client()));
    }
  }

  @Test
  void controlServerLetsInOnlyTheOwnersOfTokens() throws Exception {
    Tunnel tunnel = new Tunnel(programs, folder);
    RunningProgram server = tunnel.server();
    assertRefused(() -> connect(tunnel, "wrong"));
    assertRefused(() -> connect(tunnel, ""));
    assertRefused(() -> connect(tunnel, "token2"));
    connect(tunnel, "token").close();
    assertFalse(server.output().contains("wrong"), "a token that is tried is in the log");

    server.kill();
    tunnel.server("another");
    assertRefused(() -> connect(tunnel, "token"));
    connect(tunnel, "another").close();
  }

  /** The listener closes at once, so the code may be all that arrives of its answer. */
  private static void assertRefused(Callable<? extends AutoCloseable> attempt) {
    IOException e = assertThrows(IOException.class, attempt::call);
    long code =
        switch (e) {
          case ErrorStatusException told -> told.status().code();
          case ConnectionClosedException closed
              when closed.end() instanceof ConnectionEnd.ByPeer(long given, String reason) ->
              given;
          default -> throw new AssertionError("not a refusal: " + e, e);
        };
    assertEquals(ErrorCode.AUTHENTICATION_FAILED, code);
  }

  private static boolean succeeds(Callable<QuicConnection> attempt) throws Exception {
    try (QuicConnection connection = attempt.call()) {
      return connection.open();
    } catch (IOException e) {
      return false;
    }
  }
}
