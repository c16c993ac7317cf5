package connet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakePeer;
import connet.client.lab.Lab;
import connet.client.task.Tasks;
import connet.protocol.Alpn;
import connet.protocol.CertificateChecks;
import connet.protocol.EndpointCertificates;
import connet.protocol.Framing;
import connet.protocol.Peer;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How peers are dialed, and dialed again. */
class PeersTest {
  private Lab lab;
  private Tasks tasks;

  @BeforeEach
  void start() throws IOException {
    lab = new Lab();
    tasks = new Tasks("test");
  }

  @AfterEach
  void end() {
    tasks.close();
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {Alpn.PEER_0_2, Alpn.PEER_0_1})
  void aSourceOpensConnectionsInTheGenerationOfThePeer(String alpn) throws Exception {
    try (FakePeer peer = FakePeer.start(alpn)) {
      lab.control().announce("web", Role.DESTINATION, "peer", peer.announced());
      Source source = lab.client().source("web", Route.ANY);
      QuicConnection accepted = peer.accept();
      tasks.start("destination", () -> answer(accepted));

      try (Connection connection = source.dial(Lab.PATIENCE)) {
        connection.output().write("hello".getBytes(UTF_8));
        assertEquals("hello", new String(connection.input().readNBytes(5), UTF_8));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Alpn.PEER_0_2, Alpn.PEER_0_1})
  void aDestinationAnswersInTheGenerationOfThePeer(String alpn) throws Exception {
    try (FakePeer peer = FakePeer.start(alpn)) {
      lab.control().announce("web", Role.SOURCE, "peer", peer.announced());
      Destination destination = lab.client().destination("web", Route.ANY);
      Lab.await("the source is known", () -> !destination.status().peers().isEmpty());
      tasks.start("echo", () -> echo(destination.accept()));
      Peer announced =
          lab.control().directory().get().peers("web", Role.DESTINATION).values().iterator().next();
      String name = CertificateChecks.serverName(announced.serverCertificate().x509());
      QuicConnection connection = peer.dial(announced, name, peer.identity(), alpn);
      FakePeer.check(connection);

      QuicStream stream = connection.openStream(Lab.PATIENCE);
      Framing framing = FakePeer.framing(connection);
      framing.write(stream.output(), new PeerRequest.Connect().encode());
      assertEquals(
          new PeerResponse.Connected(),
          PeerResponse.decode(framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX)));
      stream.output().write("hello".getBytes(UTF_8));
      assertEquals("hello", new String(stream.input().readNBytes(5), UTF_8));
    }
  }

  @Test
  void deadAddressesHoldUpNoLiveOne() throws Exception {
    try (FakePeer peer = FakePeer.start(Alpn.PEER_0_2);
        var silent = new Sinks(9)) {
      lab.control().announce("web", Role.DESTINATION, "peer", peer.announced(silent.addresses()));
      long start = System.nanoTime();
      Source source = lab.client().source("web", Route.ANY);
      tasks.start("accept", peer::accept);

      assertTrue(source.awaitPeer(Lab.PATIENCE));
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(1).toNanos());
    }
  }

  @Test
  void aLostConnectionIsDialedAgain() throws Exception {
    try (FakePeer peer = FakePeer.start(Alpn.PEER_0_2)) {
      lab.control().announce("web", Role.DESTINATION, "peer", peer.announced());
      Source source = lab.client().source("web", Route.ANY);
      QuicConnection first = peer.accept();
      assertTrue(source.awaitPeer(Lab.PATIENCE));

      first.close();

      assertTrue(peer.accept().open());
    }
  }

  @Test
  void aThirdPartyIsNotFloodedHoweverManyAnnounceItsAddress() throws Exception {
    try (var victim = new Sinks(1)) {
      for (int i = 0; i < 100; i++) {
        EndpointCertificates identity = EndpointCertificates.create(Instant.now());
        lab.control()
            .announce(
                "web",
                Role.DESTINATION,
                "peer-" + i,
                new Peer(
                    List.of(victim.addresses()),
                    identity.server().der(),
                    identity.client().der(),
                    List.of()));
      }
      lab.client().source("web", Route.ANY);

      int packets = victim.count(Duration.ofSeconds(5));

      assertTrue(packets > 0 && packets < 25, packets + " packets in 5 s");
    }
  }

  @Test
  void aSilentPeerThatComesBackUnderANewIdKeepsItsConnection() throws Exception {
    try (FakePeer peer = FakePeer.start(Alpn.PEER_0_2)) {
      lab.control().announce("web", Role.DESTINATION, "old-id", peer.announced());
      Source source = lab.client().source("web", Route.ANY);
      QuicConnection connection = peer.accept();
      lab.control().announce("web", Role.DESTINATION, "new-id", peer.announced());
      lab.control().revoke("old-id");

      Lab.await(
          "the new id is known",
          () -> source.status().peers().stream().anyMatch(each -> each.id().equals("new-id")));
      assertTrue(connection.open());
    }
  }

  private void answer(QuicConnection connection) throws IOException {
    QuicStream stream = connection.acceptStream();
    Framing framing = FakePeer.framing(connection);
    PeerRequest.decode(framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX));
    framing.write(stream.output(), new PeerResponse.Connected().encode());
    stream.input().transferTo(stream.output());
  }

  private static void echo(Connection connection) throws IOException {
    connection.input().transferTo(connection.output());
  }

  /** UDP ports that say nothing. */
  private static final class Sinks implements AutoCloseable {
    private final List<DatagramSocket> sockets = new ArrayList<>();

    Sinks(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        sockets.add(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
      }
    }

    InetSocketAddress[] addresses() {
      return sockets.stream()
          .map(socket -> (InetSocketAddress) socket.getLocalSocketAddress())
          .toArray(InetSocketAddress[]::new);
    }

    int count(Duration time) throws IOException {
      long end = System.nanoTime() + time.toNanos();
      int packets = 0;
      while (true) {
        int left = (int) Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          return packets;
        }
        sockets.getFirst().setSoTimeout(left);
        try {
          sockets.getFirst().receive(new DatagramPacket(new byte[2000], 2000));
          packets++;
        } catch (SocketTimeoutException e) {
          return packets;
        }
      }
    }

    @Override
    public void close() {
      sockets.forEach(DatagramSocket::close);
    }
  }
}
