package connet.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.Lab;
import connet.client.lab.TcpService;
import connet.client.task.Tasks;
import connet.protocol.Leaf;
import connet.protocol.SelfSigned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is behind destinations, and how sources let others in. */
class KindsTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final String GET = "GET /page HTTP/1.1\r\nHost: asked.test\r\n\r\n";

  private final Leaf leaf = SelfSigned.forHosts(List.of("localhost"), Instant.now());
  private final Leaf other = SelfSigned.forHosts(List.of("localhost"), Instant.now());

  @TempDir private Path folder;
  private Lab lab;
  private Tasks tasks;
  private Source source;
  private final Map<String, String> heads = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws IOException {
    lab = new Lab();
    tasks = new Tasks("test");
    source = lab.client().source("my web", Route.ANY);
  }

  @AfterEach
  void end() {
    tasks.close();
    lab.close();
  }

  private Destination behind(Service service) throws IOException {
    Destination destination = lab.client().destination("my web", Route.ANY);
    tasks.start("forward", () -> destination.forwardTo(service));
    assertTrue(source.awaitPeer(Lab.PATIENCE));
    return destination;
  }

  private static TlsServer server(Leaf own) {
    return new TlsServer(List.of(own.certificate()), own.key());
  }

  private static TlsClient trusting(Leaf authority) {
    return TlsClient.usual().withAuthorities(List.of(authority.certificate()));
  }

  /** Answers every request without a body, and keeps its head. */
  private void answer(Socket socket) throws IOException {
    for (String head = head(socket); !head.isEmpty(); head = head(socket)) {
      heads.put(head.lines().findFirst().orElse(""), head);
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(UTF_8));
    }
  }

  /** The head of a request that has arrived. */
  private String got(String firstLine) {
    return heads.getOrDefault(firstLine, "only " + heads.keySet());
  }

  private static String head(Socket socket) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        break;
      }
      head.write(b);
    }
    return head.toString(ISO_8859_1).strip();
  }

  private static Socket connect(TcpForward forward) throws IOException {
    var socket = new Socket();
    socket.setSoTimeout((int) Lab.PATIENCE.toMillis());
    socket.connect(forward.address());
    return socket;
  }

  private static String ask(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    String head = head(socket);
    int length =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .map(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + "\n\n" + new String(socket.getInputStream().readNBytes(length), UTF_8);
  }

  private static SSLContext tls(Leaf own, Leaf trusted)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("own", own.key(), new char[0], new Certificate[] {own.certificate()});
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, new char[0]);
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("trusted", trusted.certificate());
    var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  private static SSLSocket connectTls(TcpForward forward, SSLContext context) throws IOException {
    Socket plain = connect(forward);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** A TLS server that sends back one line after the other. */
  private HostPort tlsEcho(SSLContext context, boolean asksForCertificate) throws IOException {
    SSLServerSocket listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listening.setNeedClientAuth(asksForCertificate);
    tasks.start(
        "TLS service",
        () -> {
          try (listening) {
            while (true) {
              Socket socket = listening.accept();
              tasks.start(
                  "TLS conversation",
                  () -> {
                    try (socket) {
                      socket.getInputStream().transferTo(socket.getOutputStream());
                    }
                  });
            }
          }
        });
    return new HostPort("localhost", listening.getLocalPort());
  }

  @Test
  void requestsPassThroughBothProxies() throws Exception {
    TcpForward front = source.listen(new Front.Http(ANY, "/outer?o=1"));
    try (var service = TcpService.start(this::answer)) {
      var base = URI.create("http://localhost:" + service.address().port() + "/inner?i=1");
      Destination destination = behind(new Service.Http(base));
      try (Socket socket = connect(front)) {
        assertTrue(ask(socket, GET).endsWith("hello"));
        assertTrue(ask(socket, GET.replace("page", "second")).endsWith("hello"));
      }
      String head = got("GET /inner/outer/page?i=1&o=1 HTTP/1.1");
      assertTrue(head.contains("Host: localhost:" + service.address().port()), head);
      assertTrue(head.contains("X-Forwarded-Host: my%20web"), head);
      assertTrue(head.contains("X-Forwarded-For: 127.0.0.1"), head);
      assertTrue(heads.containsKey("GET /inner/outer/second?i=1&o=1 HTTP/1.1"));
      Lab.await("the connection has ended", () -> destination.status().open() == 0);
      Lab.await("the connection has ended", () -> source.status().open() == 0);
      assertEquals(1, source.status().opened());
      assertTrue(source.status().sent() > 100, source.status().toString());
      assertTrue(source.status().received() > 80, source.status().toString());
      assertEquals(1, destination.status().opened());
      assertTrue(destination.status().sent() > 80, destination.status().toString());
    }
  }

  @Test
  void withoutADestinationTheResponseSaysSo() throws Exception {
    TcpForward front = source.listen(new Front.Http(ANY));
    try (Socket socket = connect(front)) {
      String answer = ask(socket, GET);
      assertTrue(answer.startsWith("HTTP/1.1 502"), answer);
      assertTrue(answer.endsWith("connet: there is no destination my web at the moment\n"), answer);
    }
  }

  @Test
  void aDeadWebServiceIsNoDestination() throws Exception {
    TcpForward front = source.listen(new Front.Http(ANY));
    HostPort dead;
    try (var service = TcpService.echo()) {
      dead = service.address();
    }
    behind(new Service.Http(URI.create("http://localhost:" + dead.port())));
    try (Socket socket = connect(front)) {
      String answer = ask(socket, GET);
      assertTrue(answer.startsWith("HTTP/1.1 502"), answer);
      assertTrue(answer.endsWith("connet: no destination my web answers\n"), answer);
    }
  }

  @Test
  void aDeadWebServiceLeavesTheConnectionToTheNextDestination() throws Exception {
    TcpForward front = source.listen(new Front.Http(ANY));
    HostPort dead;
    try (var service = TcpService.echo()) {
      dead = service.address();
    }
    try (var service = TcpService.start(this::answer)) {
      behind(new Service.Http(URI.create("http://localhost:" + dead.port())));
      behind(new Service.Http(URI.create("http://localhost:" + service.address().port())));
      Lab.await(
          "both destinations can be reached",
          () -> source.status().peers().stream().filter(p -> !p.paths().isEmpty()).count() == 2);
      for (int i = 0; i < 5; i++) {
        try (Socket socket = connect(front)) {
          assertTrue(ask(socket, GET).endsWith("hello"));
        }
      }
    }
  }

  @Test
  void filesAreServed() throws Exception {
    Files.writeString(folder.resolve("page"), "from a file");
    TcpForward front = source.listen(new Front.Tcp(ANY));
    behind(new Service.Files(folder));
    try (Socket socket = connect(front)) {
      assertTrue(ask(socket, GET).endsWith("from a file"));
      assertTrue(ask(socket, GET).endsWith("from a file"));
    }
  }

  @Test
  void tlsEndsAtTheSourceAndBeginsAtTheDestination() throws Exception {
    TcpForward front = source.listen(new Front.Tls(ANY, server(other)));
    HostPort service = tlsEcho(tls(leaf, other), false);
    behind(new Service.Tls(service, trusting(leaf)));
    byte[] question = new byte[500_000];
    question[499_999] = 1;
    try (SSLSocket socket = connectTls(front, tls(other, other))) {
      tasks.start(
          "question",
          () -> {
            socket.getOutputStream().write(question);
            socket.shutdownOutput();
          });
      byte[] answer = socket.getInputStream().readAllBytes();
      assertEquals(question.length, answer.length);
      assertEquals(1, answer[499_999]);
    }
  }

  @Test
  void aServiceWithTheWrongCertificateIsNotReached() throws Exception {
    TcpForward front = source.listen(new Front.Tcp(ANY));
    HostPort service = tlsEcho(tls(leaf, other), false);
    behind(new Service.Tls(service, trusting(other)));
    try (Socket socket = connect(front)) {
      assertThrows(IOException.class, () -> socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void aServiceIsCheckedForItsName() throws Exception {
    TcpForward front = source.listen(new Front.Tcp(ANY));
    HostPort service = tlsEcho(tls(leaf, other), false);
    behind(new Service.Tls(new HostPort("127.0.0.1", service.port()), trusting(leaf)));
    try (Socket socket = connect(front)) {
      assertThrows(IOException.class, () -> socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void anyCertificateIsTakenIfThatIsWanted() throws Exception {
    TcpForward front = source.listen(new Front.Tcp(ANY));
    HostPort service = tlsEcho(tls(leaf, other), false);
    behind(
        new Service.Tls(new HostPort("127.0.0.1", service.port()), TlsClient.usual().unverified()));
    echoes(front);
  }

  @Test
  void bothSidesMayAskForCertificates() throws Exception {
    TcpForward front =
        source.listen(
            new Front.Tls(
                ANY,
                new TlsServer(
                    List.of(leaf.certificate()), leaf.key(), List.of(other.certificate()))));
    HostPort service = tlsEcho(tls(leaf, other), true);
    behind(
        new Service.Tls(
            service, trusting(leaf).withCertificate(List.of(other.certificate()), other.key())));
    try (SSLSocket socket = connectTls(front, tls(other, leaf))) {
      socket.getOutputStream().write("hi".getBytes(UTF_8));
      assertEquals("hi", new String(socket.getInputStream().readNBytes(2), UTF_8));
    }
    try (SSLSocket socket = connectTls(front, tls(leaf, leaf))) {
      assertThrows(
          IOException.class,
          () -> {
            socket.getOutputStream().write("hi".getBytes(UTF_8));
            socket.getInputStream().readNBytes(2);
          });
    }
  }

  private static void echoes(TcpForward front) throws IOException {
    try (Socket socket = connect(front)) {
      socket.getOutputStream().write("hi".getBytes(UTF_8));
      assertEquals("hi", new String(socket.getInputStream().readNBytes(2), UTF_8));
    }
  }

  @Test
  void secureRequestsSaySo() throws Exception {
    TcpForward front = source.listen(new Front.Https(ANY, server(leaf)));
    try (var service = TcpService.start(this::answer)) {
      behind(new Service.Tcp(service.address()));
      try (SSLSocket socket = connectTls(front, tls(leaf, leaf))) {
        assertTrue(ask(socket, GET).endsWith("hello"));
        assertTrue(got("GET /page HTTP/1.1").contains("X-Forwarded-Proto: https"));
      }
      Lab.await("the connection has ended", () -> source.status().open() == 0);
    }
  }

  @Test
  void webSocketsReachATcpService() throws Exception {
    String opening =
        String.join(
            "\r\n",
            "GET /talk HTTP/1.1",
            "Host: asked.test",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    TcpForward plain = source.listen(new Front.WebSocket(ANY, "/talk"));
    TcpForward secure = source.listen(new Front.SecureWebSocket(ANY, server(leaf)));
    try (var service = TcpService.echo()) {
      behind(new Service.Tcp(service.address()));
      for (TcpForward front : List.of(plain, secure)) {
        try (Socket socket =
            front.equals(plain) ? connect(front) : connectTls(front, tls(leaf, leaf))) {
          String head = ask(socket, opening);
          assertTrue(head.startsWith("HTTP/1.1 101"), head);
          socket.getOutputStream().write(new byte[] {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 'x'});
          byte[] back = socket.getInputStream().readNBytes(3);
          assertEquals("\u0082\u0001x", new String(back, ISO_8859_1));
        }
      }
      Lab.await("the connections have ended", () -> source.status().open() == 0);
    }
  }

  @Test
  void closingTheSourceBreaksRequestsOff() throws Exception {
    TcpForward front = source.listen(new Front.Http(ANY));
    try (var service = TcpService.start(socket -> socket.getInputStream().readAllBytes())) {
      behind(new Service.Http(URI.create("http://localhost:" + service.address().port())));
      try (Socket socket = connect(front)) {
        socket.getOutputStream().write(GET.getBytes(UTF_8));
        Lab.await("the request is under way", () -> source.status().open() == 1);
        long begin = System.nanoTime();
        source.close();
        assertThrows(IOException.class, () -> socket.getInputStream().readAllBytes());
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos());
      }
    }
  }

  @Test
  void webAddressesAreRead() {
    var tls = TlsClient.usual();
    assertEquals(
        new HostPort("my_host", 80), new Service.Http(URI.create("http://my_host")).address());
    assertEquals(
        new HostPort("::1", 443), new Service.Http(URI.create("https://[::1]/x"), tls).address());
    assertEquals(
        new HostPort("a", 81), new Service.Http(URI.create("HTTP://u:p@a:81/x?y")).address());
    for (String wrong : List.of("ftp://a", "http:/a", "http://a:x", "http://:80", "http://a:0")) {
      assertThrows(
          IllegalArgumentException.class, () -> new Service.Http(URI.create(wrong)), wrong);
    }
    assertThrows(IllegalArgumentException.class, () -> new Front.Http(ANY, "x"));
    assertThrows(IllegalArgumentException.class, () -> new Front.Http(ANY, "/a b"));
  }
}
