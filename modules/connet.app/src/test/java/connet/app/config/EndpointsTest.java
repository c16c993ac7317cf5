package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.DestinationSettings;
import connet.client.Front;
import connet.client.HostPort;
import connet.client.LoadBalancing;
import connet.client.PortMapping;
import connet.client.ProxyProtocol;
import connet.client.RelayEncryption;
import connet.client.Route;
import connet.client.Service;
import connet.client.SourceSettings;
import connet.client.TlsClient;
import connet.protocol.Bytes;
import connet.protocol.Leaf;
import connet.protocol.Pem;
import connet.protocol.SelfSigned;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are configured to do, in the words of the existing network. */
class EndpointsTest {
  @TempDir Path folder;
  private final Problems problems = new Problems();
  private final Leaf leaf = SelfSigned.forHosts(List.of("localhost"), Instant.now());
  private String pair = "";
  private Path cert = Path.of("");

  @BeforeEach
  void files() throws IOException {
    cert = Files.write(folder.resolve("cert"), Pem.encode(List.of(leaf.certificate())));
    Path key = Files.write(folder.resolve("key"), Pem.encode(leaf.key()));
    pair = "cert-file = '" + cert + "'\nkey-file = '" + key + "'\n";
  }

  private ClientConfig client(String toml) throws ConfigException {
    Layer layer = FileLayer.read("f.toml", toml, problems);
    assertEquals(List.of(), problems.lines());
    return ClientConfig.read(Values.of(List.of(layer)), Map.of("CONNET_TOKEN", "t"), problems);
  }

  private Service service(String url, String more) throws ConfigException {
    return client("[client.destinations.x]\nurl = '" + url + "'\n" + more)
        .destinations()
        .getFirst()
        .service();
  }

  private Front front(String url, String more) throws ConfigException {
    return client("[client.sources.x]\nurl = '" + url + "'\n" + more).sources().getFirst().front();
  }

  @Test
  void destinationsAreOfTheirKinds() throws ConfigException {
    assertEquals(
        new Service.Tcp(new HostPort("localhost", 80)), service("TCP://user:pw@:80?q#f", ""));
    assertEquals(
        new Service.Tls(new HostPort("::1", 443), TlsClient.usual()),
        service("tls://[::1]:443", ""));
    assertEquals(
        new Service.Http(URI.create("http://localhost:8080/base/?q=1")),
        service("http://:8080/base/?q=1", ""));
    assertEquals(
        new Service.Http(URI.create("https://example.org"), TlsClient.usual()),
        service("https://example.org", ""));
    assertEquals(new Service.Files(Path.of("/srv/w w")), service("file:///srv/w%20w", ""));
    assertEquals(new Service.Files(Path.of("www")), service("file:www", ""));
    assertTrue(problems.warnings().getFirst().contains("no folder"), "the folder is not there");
  }

  @Test
  void aDestinationTrustsAndShowsWhatItsFilesSay() throws ConfigException {
    assertEquals(
        new Service.Tls(
            new HostPort("h", 1),
            TlsClient.usual()
                .withAuthorities(List.of(leaf.certificate()))
                .withCertificate(List.of(leaf.certificate()), leaf.key())),
        service("tls://h:1", "cas-file = '" + cert + "'\n" + pair));
    assertEquals(
        new Service.Tls(new HostPort("h", 1), TlsClient.usual().unverified()),
        service("tls://h:1", "cas-file = 'insecure-skip-verify'\n"));
  }

  @Test
  void sourcesAreOfTheirKinds() throws ConfigException {
    assertEquals(new Front.Tcp(new InetSocketAddress(0)), front("tcp://:0", ""));
    assertEquals(new Front.Http(new InetSocketAddress(80), "/a"), front("http:///a?q=1", ""));
    assertEquals(new Front.WebSocket(new InetSocketAddress(8080), "/"), front("ws://:8080", ""));
    assertInstanceOf(Front.Tls.class, front("tls://:1", pair));
    Front.Https https = assertInstanceOf(Front.Https.class, front("https:///b", pair));
    assertEquals(443, https.address().getPort());
    assertEquals("/b", https.base());
    assertEquals(List.of(leaf.certificate()), https.tls().chain());
    Front.SecureWebSocket wss =
        assertInstanceOf(
            Front.SecureWebSocket.class, front("wss://:1/ws/", pair + "cas-file = '" + cert + "'"));
    assertEquals("/ws/", wss.path());
    assertEquals(List.of(leaf.certificate()), wss.tls().clientAuthorities());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls://:443", "https://:443", "wss://:443"})
  void aSourceThatSpeaksTlsNeedsACertificateAndItsKey(String url) throws IOException {
    String certOnly = "cert-file = '" + cert + "'\n";
    for (String files :
        List.of(
            "",
            certOnly,
            certOnly + "key-file = '" + cert + "'\n",
            certOnly + "key-file = '" + folder.resolve("no") + "'\n")) {
      Problems own = new Problems();
      Layer layer =
          FileLayer.read("f.toml", "[client.sources.x]\nurl = '" + url + "'\n" + files, own);
      assertThrows(
          ConfigException.class,
          () ->
              ClientConfig.read(
                  Values.of(List.of(layer)), Map.of("CONNET_TOKEN", "t"), new Problems()),
          files);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          destinations ~ ws://:1 ~ a destination begins with one of tcp, tls, http, https, file, as tcp://HOST:PORT
          sources ~ file:www ~ a source begins with one of tcp, tls, http, https, ws, wss, as tcp://HOST:PORT
          sources ~ tcp://:65536 ~ port 65536 is out of range, 0 to 65535
          destinations ~ tcp://h:0 ~ port 0 is out of range, 1 to 65535
          destinations ~ tcp://1.2.3.444:1 ~ '1.2.3.444' is not an IPv4 address
          sources ~ tls://:443 ~ tls needs a certificate: add cert-file and key-file, PEM files
          """)
  void whatIsWrongIsSaidWithItsLine(String table, String url, String expected) {
    ConfigException e =
        assertThrows(
            ConfigException.class, () -> client("[client." + table + ".x]\nurl = '" + url + "'\n"));
    assertEquals(List.of("f.toml:2: key 'client." + table + ".x.url': " + expected), e.lines());
  }

  @Test
  void filesThatNothingReadsAreWarnedOf() throws ConfigException {
    service("tcp://h:1", "cas-file = 'none'\n");
    front("tcp://:0", pair);
    client("[client.sources.x]\naddr = ':0'\n" + pair);
    assertEquals(5, problems.warnings().size(), problems.warnings().toString());
  }

  @Test
  void endpointsHaveTheirSettings() throws ConfigException {
    ClientConfig config =
        client(
            """
            [client]
            relay-encryptions = ["tls", "none"]
            [client.destinations.a]
            url = "tcp://h:1"
            route = "direct"
            proxy-proto-version = "v2"
            dial-timeout = "1s"
            [client.sources.b]
            url = "tcp://:0"
            relay-encryptions = ["dhxcp"]
            dial-timeout = "2s"
            lb-policy = "least-conns"
            lb-retry = "timed"
            lb-retry-max = 250
            """);
    assertEquals(
        new DestinationSettings(
            Route.DIRECT,
            List.of(RelayEncryption.TLS, RelayEncryption.NONE),
            ProxyProtocol.V2,
            Duration.ofSeconds(1)),
        config.destinations().getFirst().settings());
    assertEquals(
        new SourceSettings(
            Route.ANY,
            List.of(RelayEncryption.DHXCP),
            Duration.ofSeconds(2),
            new LoadBalancing(
                LoadBalancing.Policy.LEAST_CONNECTIONS, LoadBalancing.Retry.TIMED, 250)),
        config.sources().getFirst().settings());
  }

  @Test
  void aClientHasItsOtherSettings() throws ConfigException, IOException {
    Path key = Files.write(folder.resolve("reset"), new byte[32]);
    ClientConfig config =
        client(
            """
            [client]
            metadata = "mine"
            server-addr = "192.0.2.1"
            server-name = "control.example.org"
            status-addr = "127.0.0.1:1"
            nat-pmp = "disabled"
            handshake-idle-timeout = "9s"
            direct-stateless-reset-key-file = '%s'
            [client.sources.b]
            url = "tcp://:0"
            """
                .formatted(key));
    assertEquals("192.0.2.1:19190", config.server().toString());
    assertEquals("control.example.org", config.serverName());
    assertEquals("mine", config.metadata());
    assertEquals(PortMapping.DISABLED, config.portMapping());
    assertEquals(Duration.ofSeconds(9), config.handshakeTimeout());
    assertEquals(Optional.of(Bytes.of(new byte[32])), config.resetKey());
    assertEquals("/127.0.0.1:1", String.valueOf(config.status()));
    assertFalse(config.toString().contains("CONNET"), "only what is told");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void aKeyFileOfAnotherLengthIsRefused(int length) throws IOException {
    Path key = Files.write(folder.resolve("reset"), new byte[length]);
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                client(
                    "[client]\ndirect-stateless-reset-key-file = '"
                        + key
                        + "'\n[client.sources.b]\nurl = 'tcp://:0'\n"));
    assertEquals(1, e.lines().size());
    assertTrue(e.lines().getFirst().startsWith("f.toml:2: "), e.lines().toString());
    assertTrue(e.lines().getFirst().contains("exactly 32 bytes"), e.lines().toString());
  }
}
