package connet.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.client.lab.FakeRelay;
import connet.client.lab.Lab;
import connet.client.lab.TcpService;
import connet.client.task.Tasks;
import connet.protocol.Alpn;
import connet.transport.ProxyHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyProtocolTest {
  private Lab lab;
  private Tasks tasks;

  /** Sends back what comes, so that those who connect see the header. */
  private TcpService service;

  @BeforeEach
  void start() throws IOException {
    lab = new Lab();
    tasks = new Tasks("test");
    service = TcpService.echo();
  }

  @AfterEach
  void end() throws IOException {
    tasks.close();
    service.close();
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void theServiceLearnsWhoHasConnected(ProxyProtocol version) throws Exception {
    assertIntroduced(Route.DIRECT, version);
  }

  @ParameterizedTest
  @EnumSource
  void throughARelayTheHeaderIsEncryptedWithTheRest(ProxyProtocol version) throws Exception {
    try (var relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered())) {
      lab.control().offer(List.of(relay.offer()));
      assertIntroduced(Route.RELAY, version);
    }
  }

  private void assertIntroduced(Route route, ProxyProtocol version) throws Exception {
    destination(route, version);
    try (Source source = lab.client().source("web", route);
        TcpForward forward =
            source.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var socket = new Socket(forward.address().getAddress(), forward.address().getPort())) {
      socket.getOutputStream().write("hello".getBytes(US_ASCII));
      socket.shutdownOutput();
      byte[] header =
          header(version, (InetSocketAddress) socket.getLocalSocketAddress(), forward.address());
      assertArrayEquals(header, socket.getInputStream().readNBytes(header.length));
      assertEquals("hello", new String(socket.getInputStream().readAllBytes(), US_ASCII));
    }
  }

  private static byte[] header(
      ProxyProtocol version, InetSocketAddress from, InetSocketAddress to) {
    return switch (version) {
      case NONE -> new byte[0];
      case V1 -> ProxyHeader.v1(from, to);
      case V2 -> ProxyHeader.v2(from, to);
    };
  }

  @ParameterizedTest
  @EnumSource
  void aProgramThatDialsHasNoAddresses(ProxyProtocol version) throws Exception {
    destination(Route.DIRECT, version);
    try (Source source = lab.client().source("web", Route.DIRECT);
        Connection connection = source.dial(Lab.PATIENCE)) {
      byte[] header =
          switch (version) {
            case NONE -> new byte[0];
            case V1 -> ProxyHeader.v1();
            case V2 -> ProxyHeader.v2();
          };
      connection.output().write("hello".getBytes(US_ASCII));
      connection.shutdownOutput();
      assertArrayEquals(header, connection.input().readNBytes(header.length));
      assertEquals("hello", new String(connection.input().readAllBytes(), US_ASCII));
    }
  }

  private void destination(Route route, ProxyProtocol version) throws IOException {
    Destination destination =
        lab.client().destination("web", DestinationSettings.of(route).withProxyProtocol(version));
    tasks.start("forward", () -> destination.forwardTo(service.address()));
  }
}
