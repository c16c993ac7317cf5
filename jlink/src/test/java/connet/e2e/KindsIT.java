package connet.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.e2e.Web.Answer;
import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import connet.testkit.TcpService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of endpoint, with clients and servers of that kind that are not ours. */
final class KindsIT {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  private Tunnel tunnel;
  private Web web;
  private TestCertificates certificates;

  @BeforeEach
  void start() throws Exception {
    web = new Web(folder);
    certificates = TestCertificates.make(folder);
    tunnel = new Tunnel(programs, folder);
    tunnel.server();
  }

  private void destination(String url, String... flags) throws Exception {
    client("destination", "--dst-name=service", "--dst-url=" + url, flags)
        .awaitLine("announced endpoint=destination service", Tunnel.START);
  }

  private RunningProgram source(String url, String... flags) throws Exception {
    RunningProgram source = client("source", "--src-name=service", "--src-url=" + url, flags);
    source.awaitLine("listening endpoint=source service", Tunnel.START);
    return source;
  }

  private RunningProgram client(String name, String first, String second, String... more)
      throws IOException {
    String[] flags = new String[2 + more.length];
    flags[0] = first;
    flags[1] = second;
    System.arraycopy(more, 0, flags, 2, more.length);
    return tunnel.client(name, flags);
  }

  private String[] serverCertificate() {
    return new String[] {
      "--src-cert-file=" + certificates.certificate(), "--src-key-file=" + certificates.key()
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "relay"})
  void aWebServerBehindTwoProxies(String route) throws Exception {
    WebServer nginx = WebServer.start(programs, folder, certificates);
    byte[] large = new byte[20_000_000];
    new Random(1).nextBytes(large);
    Files.write(nginx.pages().resolve("large"), large);
    Files.writeString(nginx.pages().resolve("page.txt"), "hello");
    destination("http://localhost:" + nginx.http() + "/numbers/", "--dst-route=" + route);
    int port = FreePorts.next();
    tunnel.awaitPath(source("http://127.0.0.1:" + port, "--src-route=" + route), route);
    String at = "http://127.0.0.1:" + port;

    Answer page = web.ask(at + "/page.txt");
    assertEquals(200, page.status(), page.head());
    assertEquals("hello", page.body());
    assertEquals("localhost:" + nginx.http(), page.header("X-Host"));
    assertEquals("service", page.header("X-Forwarded-Host"));
    assertEquals("http", page.header("X-Proto"));
    assertEquals(404, web.ask(at + "/nothing").status());
    assertEquals("5", web.ask(at + "/page.txt", "--head").header("Content-Length"));
    assertEquals("ell", web.ask(at + "/page.txt", "--range", "1-3").body());
    assertEquals(400, web.ask(at + "/../page.txt").status());

    Path got = folder.resolve("got");
    web.ask(at + "/large", "--output", got.toString());
    assertEquals(-1, Files.mismatch(nginx.pages().resolve("large"), got));
    Answer put = web.ask(at + "/page.txt", "--upload-file", got.toString());
    assertEquals(413, put.status(), put.head()); // which it says after the first megabyte
  }

  @Test
  void encryptedFromEndToEndAndOnTheWayIn() throws Exception {
    WebServer nginx = WebServer.start(programs, folder, certificates);
    Files.writeString(nginx.pages().resolve("page.txt"), "hello");
    destination(
        "https://localhost:" + nginx.https(), "--dst-cas-file=" + certificates.certificate());
    int port = FreePorts.next();
    source("https://127.0.0.1:" + port, serverCertificate());
    String ca = certificates.certificate().toString();
    Answer page = web.ask("https://localhost:" + port + "/page.txt", "--cacert", ca);
    assertEquals("hello", page.body(), page.head());
    assertEquals(60, web.ask("https://localhost:" + port + "/page.txt").exitCode());
    assertNotEquals(0, web.ask("http://localhost:" + port + "/page.txt").exitCode());
  }

  @Test
  void aServiceWithAnUnknownCertificateIsNotReached() throws Exception {
    WebServer nginx = WebServer.start(programs, folder, certificates);
    Files.writeString(nginx.pages().resolve("page.txt"), "hello");
    destination("https://localhost:" + nginx.https());
    int port = FreePorts.next();
    source("http://127.0.0.1:" + port);
    Answer refused = web.ask("http://127.0.0.1:" + port + "/page.txt");
    assertEquals(502, refused.status());
    assertTrue(refused.body().contains("no destination service answers"), refused.body());
  }

  @Test
  void verificationCanBeSkipped() throws Exception {
    WebServer nginx = WebServer.start(programs, folder, certificates);
    Files.writeString(nginx.pages().resolve("page.txt"), "hello");
    destination("https://127.0.0.1:" + nginx.https(), "--dst-cas-file=insecure-skip-verify");
    int port = FreePorts.next();
    source("http://127.0.0.1:" + port);
    assertEquals("hello", web.ask("http://127.0.0.1:" + port + "/page.txt").body());
  }

  @Test
  void bothSidesOfTlsShowCertificates() throws Exception {
    WebServer nginx = WebServer.start(programs, folder, certificates);
    Files.writeString(nginx.pages().resolve("page.txt"), "hello");
    int port = FreePorts.next();
    Path config = folder.resolve("client.toml");
    Files.writeString(
        config,
        """
        [client.destinations.service]
        url = "https://localhost:%1$d"
        cas-file = "%3$s"
        cert-file = "%3$s"
        key-file = "%4$s"

        [client.sources.service]
        url = "https://127.0.0.1:%2$d"
        cert-file = "%3$s"
        key-file = "%4$s"
        cas-file = "%3$s"
        """
            .formatted(nginx.mutual(), port, certificates.certificate(), certificates.key()));
    tunnel
        .client("client", "--config=" + config)
        .awaitLine("listening endpoint=source service", Tunnel.START);
    String ca = certificates.certificate().toString();
    String key = certificates.key().toString();
    String url = "https://localhost:" + port + "/page.txt";
    Answer page = web.ask(url, "--cacert", ca, "--cert", ca, "--key", key);
    assertEquals("hello", page.body(), page.head());
    assertNotEquals(0, web.ask(url, "--cacert", ca).exitCode());
  }

  @Test
  void filesOfAFolder() throws Exception {
    Path root = Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("secret"), "secret");
    Files.writeString(root.resolve("a b.txt"), "0123456789");
    Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));
    destination("file:" + root);
    int port = FreePorts.next();
    source("tcp://127.0.0.1:" + port);
    String at = "http://127.0.0.1:" + port;

    Answer file = web.ask(at + "/a%20b.txt");
    assertEquals("0123456789", file.body());
    Answer again = web.ask(at + "/a%20b.txt", "--header", "If-None-Match: " + file.header("ETag"));
    assertEquals(304, again.status());
    assertEquals("345", web.ask(at + "/a%20b.txt", "--range", "3-5").body());
    assertEquals("10", web.ask(at + "/a%20b.txt", "--head").header("Content-Length"));
    assertTrue(web.ask(at + "/").body().contains("href=\"./a%20b.txt\""));
    for (String path : List.of("/../secret", "/%2e%2e/secret", "/..%2fsecret", "/link")) {
      Answer out = web.ask(at + path);
      assertTrue(out.status() == 404 || out.status() == 400, path + ": " + out.head());
    }
  }

  @Test
  void withoutADestinationTheResponseSaysSo() throws Exception {
    int port = FreePorts.next();
    source("http://127.0.0.1:" + port);
    Answer answer = web.ask("http://127.0.0.1:" + port + "/");
    assertEquals(502, answer.status());
    assertEquals("connet: there is no destination service at the moment\n", answer.body());
  }

  /** openssl's client, through a TLS source and a TLS destination, to openssl's server. */
  @Test
  void tlsAtBothEnds() throws Exception {
    int service = FreePorts.next();
    programs
        .start(
            "openssl",
            folder,
            List.of(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + service,
                "-cert",
                certificates.certificate().toString(),
                "-key",
                certificates.key().toString(),
                "-rev"))
        .awaitLine("ACCEPT", Tunnel.START);
    destination("tls://localhost:" + service, "--dst-cas-file=" + certificates.certificate());
    int port = FreePorts.next();
    tunnel.awaitPath(source("tls://127.0.0.1:" + port, serverCertificate()), "direct");
    for (String version : List.of("-tls1_3", "-tls1_2")) {
      Image.Result result =
          Image.run(
              folder,
              Map.of("PATH", System.getenv("PATH")),
              List.of(
                  "sh",
                  "-c",
                  "(echo abc; sleep 4) | openssl s_client -quiet -no_ign_eof -verify_return_error "
                      + version
                      + " -connect localhost:"
                      + port
                      + " -CAfile "
                      + certificates.certificate()));
      assertTrue(result.out().contains("cba"), version + result.out() + result.err());
    }
  }

  @Test
  void aWebSocketClientOfTheJdkTalksToATcpService() throws Exception {
    try (TcpService service = shouting()) {
      destination("tcp://localhost:" + service.address().getPort());
      int port = FreePorts.next();
      source("ws://127.0.0.1:" + port + "/talk");
      try (HttpClient client = HttpClient.newHttpClient()) {
        Talk talk = Talk.open(client, "ws://127.0.0.1:" + port + "/talk");
        talk.askAndClose();
      }
    }
  }

  /** JDK → https proxy → http proxy → our WebSocket source → a TCP service. */
  @Test
  void aWebSocketPassesThroughBothProxies() throws Exception {
    try (TcpService service = shouting()) {
      int inner = FreePorts.next();
      client("inner", "--src-name=inner", "--src-url=wss://127.0.0.1:" + inner, serverCertificate())
          .awaitLine("listening endpoint=source inner", Tunnel.START);
      client(
          "inner service",
          "--dst-name=inner",
          "--dst-url=tcp://localhost:" + service.address().getPort());
      destination("https://localhost:" + inner, "--dst-cas-file=" + certificates.certificate());
      int port = FreePorts.next();
      source("http://127.0.0.1:" + port);
      try (HttpClient client = HttpClient.newHttpClient()) {
        Talk talk = Talk.open(client, "ws://127.0.0.1:" + port + "/");
        talk.askAndClose();
      }
    }
  }

  private static TcpService shouting() throws IOException {
    return TcpService.start(
        ANY,
        connection -> {
          byte[] piece = new byte[1_000];
          for (int n = connection.getInputStream().read(piece);
              n >= 0;
              n = connection.getInputStream().read(piece)) {
            String text = new String(piece, 0, n, UTF_8).toUpperCase(Locale.ROOT);
            connection.getOutputStream().write(text.getBytes(UTF_8));
          }
          connection.getOutputStream().write("bye".getBytes(UTF_8));
        });
  }
}
