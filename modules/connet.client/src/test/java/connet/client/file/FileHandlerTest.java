package connet.client.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.transport.Http;
import connet.transport.QuicSocket;
import connet.transport.SocketSettings;
import connet.transport.TcpConnection;
import connet.transport.TcpListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileHandlerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;
  private Path root;
  private QuicSocket socket;
  private TcpListener listener;

  /** A response: its head, and its body one character a byte. */
  private record Answer(String head, String body) {
    String status() {
      return head.split(" ", 3)[1];
    }

    String header(String name) {
      return head.lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  @BeforeEach
  void start() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    socket = QuicSocket.bind(SocketSettings.at(ANY));
    listener = socket.listenTcp(ANY);
    var handler = new FileHandler(root);
    Thread.startVirtualThread(
        () -> {
          while (true) {
            try {
              TcpConnection tcp = listener.accept();
              Thread.startVirtualThread(() -> serve(tcp, handler));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  private static void serve(TcpConnection tcp, FileHandler handler) {
    try {
      Http.serve(tcp, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void end() {
    listener.close();
    socket.close();
  }

  private Answer ask(String method, String path, String... headers) throws IOException {
    InetSocketAddress address = listener.localAddress();
    try (var client = new Socket(address.getAddress(), address.getPort())) {
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String request =
          method + " " + path + " HTTP/1.1\r\nHost: files.test\r\nConnection: close\r\n" + more;
      client.getOutputStream().write((request + "\r\n").getBytes(ISO_8859_1));
      String all = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
      int end = all.indexOf("\r\n\r\n");
      assertTrue(end > 0, all);
      return new Answer(all.substring(0, end), all.substring(end + 4));
    }
  }

  private Answer get(String path, String... headers) throws IOException {
    return ask("GET", path, headers);
  }

  private void write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void aFileIsSentWithWhatIsKnownOfIt() throws Exception {
    write("a/b c.txt", "hello");
    Files.setLastModifiedTime(
        root.resolve("a/b c.txt"), FileTime.from(Instant.parse("2026-03-01T04:05:06Z")));
    Answer answer = get("/a/b%20c.txt?x=1");
    assertEquals("200", answer.status());
    assertEquals("hello", answer.body());
    assertEquals("5", answer.header("Content-Length"));
    assertEquals("text/plain; charset=utf-8", answer.header("Content-Type"));
    assertEquals("Sun, 01 Mar 2026 04:05:06 GMT", answer.header("Last-Modified"));
    assertEquals("bytes", answer.header("Accept-Ranges"));
    assertTrue(answer.header("ETag").startsWith("\""));
    assertTrue(answer.header("Date").endsWith("GMT"));
  }

  @Test
  void theHeadAloneTellsTheSame() throws Exception {
    write("a.html", "hello");
    Answer answer = ask("HEAD", "/a.html");
    assertEquals("200", answer.status());
    assertEquals("", answer.body());
    assertEquals("5", answer.header("Content-Length"));
    assertEquals("text/html; charset=utf-8", answer.header("Content-Type"));
  }

  @Test
  void largeFilesArriveWhole() throws Exception {
    String content = "0123456789".repeat(300_000);
    write("large", content);
    assertEquals(content, get("/large").body());
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0123, bytes 0-3/10",
    "bytes=7-, 789, bytes 7-9/10",
    "bytes=-2, 89, bytes 8-9/10",
    "bytes=-99, 0123456789, bytes 0-9/10",
    "bytes=8-99, 89, bytes 8-9/10"
  })
  void partsAreSent(String range, String body, String contentRange) throws Exception {
    write("ten", "0123456789");
    Answer answer = get("/ten", "Range: " + range);
    assertEquals("206", answer.status());
    assertEquals(body, answer.body());
    assertEquals(contentRange, answer.header("Content-Range"));
    assertEquals(String.valueOf(body.length()), answer.header("Content-Length"));
  }

  @Test
  void severalPartsAreSentAsOneBody() throws Exception {
    write("ten", "0123456789");
    Answer answer = get("/ten", "Range: bytes=1-2, 20-30, -1");
    assertEquals("206", answer.status());
    String type = answer.header("Content-Type");
    assertTrue(type.startsWith("multipart/byteranges; boundary="), type);
    String boundary = type.substring(type.indexOf('=') + 1);
    String head =
        "\r\n--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: ";
    assertEquals(
        head
            + "bytes 1-2/10\r\n\r\n12"
            + head
            + "bytes 9-9/10\r\n\r\n9\r\n--"
            + boundary
            + "--\r\n",
        answer.body());
    assertEquals(String.valueOf(answer.body().length()), answer.header("Content-Length"));
  }

  @ParameterizedTest
  @CsvSource({"bytes=10-", "bytes=99-100", "bytes=-0"})
  void partsThatAreNotThereAreRefused(String range) throws Exception {
    write("ten", "0123456789");
    Answer answer = get("/ten", "Range: " + range);
    assertEquals("416", answer.status());
    assertEquals("bytes */10", answer.header("Content-Range"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-8,1-9", "bytes=0-1,x"})
  void whatCannotBeToldIsAnsweredWithAll(String range) throws Exception {
    write("ten", "0123456789");
    assertEquals("200", get("/ten", "Range: " + range).status());
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    write("a.txt", "hello");
    Answer first = get("/a.txt");
    String tag = first.header("ETag");
    String date = first.header("Last-Modified");
    assertEquals("304", get("/a.txt", "If-None-Match: " + tag).status());
    assertEquals("304", get("/a.txt", "If-None-Match: \"x\", W/" + tag).status());
    assertEquals("304", get("/a.txt", "If-None-Match: *").status());
    assertEquals("304", get("/a.txt", "If-Modified-Since: " + date).status());
    assertEquals(
        "200", get("/a.txt", "If-None-Match: \"x\"", "If-Modified-Since: " + date).status());
    assertEquals("412", get("/a.txt", "If-Match: \"x\"").status());
    assertEquals("200", get("/a.txt", "If-Match: " + tag).status());
    assertEquals("206", get("/a.txt", "If-Range: " + tag, "Range: bytes=0-0").status());
    assertEquals("200", get("/a.txt", "If-Range: \"x\"", "Range: bytes=0-0").status());

    write("a.txt", "other");
    Files.setLastModifiedTime(root.resolve("a.txt"), FileTime.from(Instant.now().plusSeconds(5)));
    assertEquals("200", get("/a.txt", "If-None-Match: " + tag).status());
    assertEquals("200", get("/a.txt", "If-Modified-Since: " + date).status());
    assertEquals("412", get("/a.txt", "If-Unmodified-Since: " + date).status());
  }

  @Test
  void aFolderIsItsIndexOrAList() throws Exception {
    write("index.html", "home");
    write("sub/a&b.txt", "x");
    write("sub/deep/c.txt", "x");
    assertEquals("home", get("/").body());
    Answer moved = get("/sub?x=1");
    assertEquals("301", moved.status());
    assertEquals("./sub/?x=1", moved.header("Location"));
    Answer list = get("/sub/");
    assertEquals("text/html; charset=utf-8", list.header("Content-Type"));
    assertTrue(list.body().contains("<a href=\"./a&amp;b.txt\">a&amp;b.txt</a>"), list.body());
    assertTrue(list.body().contains("<a href=\"./deep/\">deep/</a>"), list.body());
    assertEquals("./", get("/index.html").header("Location"));
    assertEquals("../index.html", get("/index.html/").header("Location"));
  }

  @Test
  void redirectsStayOnThisHost() throws Exception {
    Files.createDirectory(root.resolve("evil.test"));
    Answer moved = get("//evil.test");
    assertEquals("./evil.test/", moved.header("Location"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/sub/../../secret",
        "/%2e%2e%2fsecret",
        "/sub%2f..%2f..%2fsecret",
        "/..\\secret",
        "/%00",
        "/secret%00.txt",
        "/%zz",
        "/%",
        "/%c0%ae%c0%ae/secret",
      })
  void noPathLeadsOut(String path) throws Exception {
    write("sub/x", "x");
    Files.writeString(folder.resolve("secret"), "secret");
    Answer answer = get(path);
    assertTrue(answer.status().equals("404") || answer.status().equals("400"), answer.head());
    assertFalse(answer.body().equals("secret"));
  }

  @Test
  void noLinkLeadsOut() throws Exception {
    Files.writeString(folder.resolve("secret"), "secret");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("index.html"), "secret");
    write("inside.txt", "fine");
    Files.createSymbolicLink(root.resolve("file"), folder.resolve("secret"));
    Files.createSymbolicLink(root.resolve("up"), Path.of("..", "secret"));
    Files.createSymbolicLink(root.resolve("dir"), outside);
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("within"), Path.of("inside.txt"));
    Path index = Files.createDirectory(root.resolve("linked"));
    Files.createSymbolicLink(index.resolve("index.html"), folder.resolve("secret"));
    for (String path : new String[] {"/file", "/up", "/dir/", "/dir/index.html", "/dir", "/loop"}) {
      assertEquals("404", get(path).status(), path);
    }
    assertFalse(get("/linked/").body().contains("secret"));
    assertEquals("fine", get("/within").body());
  }

  @Test
  void aRootWhoseNameIsSharedIsNotItsNeighbour() throws Exception {
    Path neighbour = Files.createDirectory(folder.resolve("root-private"));
    Files.writeString(neighbour.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("n"), neighbour.resolve("secret"));
    assertEquals("404", get("/n").status());
  }

  @Test
  void onlyGetAndHeadAreAnswered() throws Exception {
    write("a.txt", "hello");
    for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS"}) {
      Answer answer = ask(method, "/a.txt");
      assertEquals("405", answer.status());
      assertEquals("GET, HEAD", answer.header("Allow"));
    }
  }

  @Test
  void whatIsNoFileIsNotOpened() throws Exception {
    Process made = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
    assertEquals(0, made.waitFor());
    assertEquals("404", get("/pipe").status());
    assertEquals("404", get("/nothing").status());
  }

  @Test
  void contentIsToldByTheNameOrTheFirstBytes() throws Exception {
    write("README", "plain words \u00fc");
    Files.write(root.resolve("blob"), new byte[] {1, 2, 3});
    write("x.JS", "1");
    assertEquals("text/plain; charset=utf-8", get("/README").header("Content-Type"));
    assertEquals(
        "plain words \u00fc", new String(get("/README").body().getBytes(ISO_8859_1), UTF_8));
    assertEquals("application/octet-stream", get("/blob").header("Content-Type"));
    assertEquals("text/javascript; charset=utf-8", get("/x.JS").header("Content-Type"));
  }

  @Test
  void theFolderMayComeLater() throws Exception {
    Files.delete(root);
    assertEquals("404", get("/").status());
    Files.createDirectory(root);
    assertEquals("200", get("/").status());
  }
}
