package connet.transport;

import static connet.transport.WebLab.firstLine;
import static connet.transport.WebLab.header;
import static connet.transport.WebLab.status;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.transport.WebLab.Wired;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketTest {
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FINAL = 0x80;

  /** The example of RFC 6455, section 1.3. */
  private static final String OPENING =
      String.join(
          "\r\n",
          "GET / HTTP/1.1",
          "Host: asked.test:80",
          "Connection: keep-alive, Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "",
          "");

  private final BlockingQueue<String> ends = new ArrayBlockingQueue<>(10);

  /** A frame, its content one character a byte. */
  private record Frame(int opcode, String text) {
    int code() {
      return text.charAt(0) * 256 + text.charAt(1);
    }
  }

  private static void send(Wired client, int firstByte, byte[] content) throws IOException {
    OutputStream out = client.socket().getOutputStream();
    var frame = ByteBuffer.allocate(content.length + 14);
    frame.put((byte) firstByte);
    if (content.length < 126) {
      frame.put((byte) (0x80 | content.length));
    } else {
      frame.put((byte) (0x80 | 127)).putLong(content.length);
    }
    byte[] mask = {1, 2, 3, 4};
    frame.put(mask);
    for (int i = 0; i < content.length; i++) {
      frame.put((byte) (content[i] ^ mask[i % 4]));
    }
    out.write(frame.array(), 0, frame.position());
  }

  private static void send(Wired client, int firstByte, String content) throws IOException {
    send(client, firstByte, content.getBytes(ISO_8859_1));
  }

  private static byte[] code(int code) {
    return ByteBuffer.allocate(2).putShort((short) code).array();
  }

  private static Frame receive(Wired client) throws IOException {
    var in = new DataInputStream(client.socket().getInputStream());
    int first = in.readUnsignedByte();
    assertEquals(FINAL, first & 0xf0, "whole and without extensions");
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    }
    return new Frame(first & 0x0f, new String(in.readNBytes(length), ISO_8859_1));
  }

  private static String receive(Wired client, int length) throws IOException {
    var text = new StringBuilder();
    while (text.length() < length) {
      Frame frame = receive(client);
      assertEquals(BINARY, frame.opcode());
      text.append(frame.text());
    }
    return text.toString();
  }

  private static Wired open(WebLab lab) throws IOException {
    Wired client = lab.ask();
    String head = client.send(OPENING).head();
    assertEquals("HTTP/1.1 101 Switching Protocols", firstLine(head));
    assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", header(head, "Sec-WebSocket-Accept"));
    return client;
  }

  private void shout(Wired server) throws IOException {
    byte[] piece = new byte[10_000];
    try {
      for (int n = server.socket().getInputStream().read(piece);
          n >= 0;
          n = server.socket().getInputStream().read(piece)) {
        server.send(new String(piece, 0, n, ISO_8859_1).toUpperCase(Locale.ROOT));
      }
      ends.add("end");
    } catch (IOException e) {
      ends.add("broken");
    }
  }

  @Test
  void messagesBecomeBytesAndBytesBinaryMessages() throws Exception {
    try (WebLab lab = WebLab.webSocket("", this::shout);
        Wired client = open(lab)) {
      send(client, FINAL | BINARY, "one ");
      send(client, FINAL | TEXT, "two ");
      send(client, TEXT, "thr");
      send(client, FINAL | PING, "you?");
      send(client, CONTINUATION, "e");
      send(client, FINAL | CONTINUATION, "e");
      var all = new StringBuilder();
      while (all.length() < 13) {
        Frame frame = receive(client);
        if (frame.opcode() == PONG) {
          assertEquals("you?", frame.text());
        } else {
          assertEquals(BINARY, frame.opcode());
          all.append(frame.text());
        }
      }
      assertEquals("ONE TWO THREE", all.toString());
    }
  }

  @Test
  void closingEndsTheServersInputAndItsLastWordsArrive() throws Exception {
    try (WebLab lab =
            WebLab.webSocket(
                "",
                server -> {
                  String all = server.rest();
                  server.send("got " + all);
                });
        Wired client = open(lab)) {
      send(client, FINAL | BINARY, "x".repeat(100_000));
      send(client, FINAL | CLOSE, code(1000));
      assertEquals("got " + "x".repeat(100_000), receive(client, 100_004));
      Frame close = receive(client);
      assertEquals(CLOSE, close.opcode());
      assertEquals(1000, close.code());
      assertEquals("", client.rest());
    }
  }

  @Test
  void theEndOfTheServerIsAnOrdinaryClosing() throws Exception {
    try (WebLab lab = WebLab.webSocket("", server -> server.send("bye"));
        Wired client = open(lab)) {
      assertEquals("bye", receive(client, 3));
      Frame close = receive(client);
      assertEquals(CLOSE, close.opcode());
      assertEquals(1000, close.code());
      send(client, FINAL | CLOSE, code(1000));
      assertEquals("", client.rest());
    }
  }

  @Test
  void aServerThatBreaksOffIsNoOrdinaryClosing() throws Exception {
    try (WebLab lab =
            WebLab.webSocket(
                "",
                server -> {
                  server.exactly(1);
                  server.socket().setSoLinger(true, 0);
                });
        Wired client = open(lab)) {
      send(client, FINAL | BINARY, "x");
      Frame close = receive(client);
      assertEquals(CLOSE, close.opcode());
      assertEquals(1011, close.code());
    }
  }

  @Test
  void aClientThatIsGoneBreaksTheServersConnectionOff() throws Exception {
    try (WebLab lab = WebLab.webSocket("", this::shout)) {
      try (Wired client = open(lab)) {
        send(client, FINAL | BINARY, "x");
        assertEquals("X", receive(client, 1));
      }
      assertEquals("broken", ends.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void brokenFramesEndTheConnectionWithAReason() throws Exception {
    try (WebLab lab = WebLab.webSocket("", this::shout)) {
      try (Wired client = open(lab)) {
        client.send("\u0082\u0001x"); // not masked
        Frame close = receive(client);
        assertEquals(1002, close.code());
      }
      assertEquals("broken", ends.poll(10, TimeUnit.SECONDS));
      try (Wired client = open(lab)) {
        client.socket().getOutputStream().write(FINAL | BINARY);
        client
            .socket()
            .getOutputStream()
            .write(ByteBuffer.allocate(9).put((byte) 0xff).putLong(1L << 40).array());
        assertEquals(1009, receive(client).code());
      }
    }
  }

  @Test
  void largeFramesThatAreNotThereYetAreLimitedTogether() throws Exception {
    byte[] most = new byte[15_000_000];
    int refused = 0;
    try (WebLab lab = WebLab.webSocket("", this::shout)) {
      for (int i = 0; i < 6; i++) {
        Wired client = open(lab);
        byte[] head =
            ByteBuffer.allocate(14)
                .put((byte) (FINAL | BINARY))
                .put((byte) 0xff)
                .putLong(most.length + 1L)
                .putInt(0)
                .array();
        try {
          client.socket().getOutputStream().write(head);
          client.socket().getOutputStream().write(most);
          client.socket().setSoTimeout(1_000);
          receive(client);
          refused++;
        } catch (SocketTimeoutException e) {
          // It is waited for the rest.
        } catch (IOException e) {
          refused++;
        }
      }
    }
    assertTrue(refused > 0 && refused < 4, "refused " + refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|Upgrade: websocket|Upgrade: other",
        "400|Version: 13|Version: 8",
        "400|dGhlIHNhbXBsZSBub25jZQ==|dGhl",
        "400|keep-alive, Upgrade|keep-alive",
        "400|GET|PUT",
        "403|Host: asked.test:80|Host: asked.test:80\\r\\nOrigin: http://elsewhere.test",
        "101|Host: asked.test:80|Host: asked.test:80\\r\\nOrigin: http://ASKED.test:80",
        "404|GET /|GET /other",
        "101|GET /|GET /?x=1",
      })
  void openingsAreChecked(String status, String proper, String instead) throws Exception {
    String path = status.equals("404") ? "/there" : "";
    try (WebLab lab = WebLab.webSocket(path, this::shout);
        Wired client = lab.ask()) {
      String opening = OPENING.replace(proper, instead.replace("\\r\\n", "\r\n"));
      assertEquals(status, status(client.send(opening).head()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/ws, /ws, 101",
    "/ws, /ws/, 404",
    "/ws, /wsx, 404",
    "/ws/, /ws/, 101",
    "/ws/, /ws/a/b, 101",
    "/ws/, /ws, 404"
  })
  void onlyItsPathIsServed(String path, String asked, String status) throws Exception {
    try (WebLab lab = WebLab.webSocket(path, this::shout);
        Wired client = lab.ask()) {
      String opening = OPENING.replace("GET / ", "GET " + asked + " ");
      assertEquals(status, status(client.send(opening).head()));
    }
  }

  @Test
  void withoutAServerTheHandshakeSaysWhy() throws Exception {
    try (WebLab lab = WebLab.webSocket("", this::shout);
        Wired client = lab.ask()) {
      lab.die();
      String head = client.send(OPENING).head();
      assertEquals("HTTP/1.1 502 Bad Gateway", firstLine(head));
      int length = Integer.parseInt(header(head, "Content-Length"));
      assertEquals("connet: there is nobody\n", client.exactly(length));
    }
  }

  @Test
  void anEndWithoutClosingIsNoEnd() throws Exception {
    try (WebLab lab = WebLab.webSocket("", this::shout);
        Wired client = open(lab)) {
      client.socket().shutdownOutput();
      assertEquals("broken", ends.poll(10, TimeUnit.SECONDS));
    }
  }
}
