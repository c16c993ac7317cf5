package connet.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import connet.testkit.TcpService;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** A WebSocket server (RFC 6455) by hand: it sends each binary message back. */
final class WebSocketEcho {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // section 1.3
  private static final int LARGEST = 1 << 20;
  private static final int CLOSE = 8;

  private WebSocketEcho() {}

  static TcpService start(InetSocketAddress address) throws IOException {
    return TcpService.start(address, WebSocketEcho::serve);
  }

  private static void serve(Socket socket) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    String key = "";
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
        key = line.substring(line.indexOf(':') + 1).strip();
      }
    }
    OutputStream out = socket.getOutputStream();
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\n\r\n";
    out.write(answer.getBytes(ISO_8859_1));
    while (frame(in, out)) {
      out.flush();
    }
  }

  private static boolean frame(DataInputStream in, OutputStream out) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    int length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) Math.min(LARGEST + 1, in.readLong());
    }
    if (length > LARGEST || (second & 0x80) == 0) {
      throw new IOException("a frame that no client sends");
    }
    byte[] mask = in.readNBytes(4);
    byte[] data = in.readNBytes(length);
    for (int i = 0; i < data.length; i++) {
      data[i] ^= mask[i % 4];
    }
    out.write(header(first, length));
    out.write(data);
    return (first & 0x0f) != CLOSE;
  }

  /** "The minimal number of bytes MUST be used to encode the length", section 5.2. */
  private static byte[] header(int first, int length) {
    if (length < 126) {
      return new byte[] {(byte) first, (byte) length};
    }
    return length <= 0xffff
        ? ByteBuffer.allocate(4).put((byte) first).put((byte) 126).putShort((short) length).array()
        : ByteBuffer.allocate(10).put((byte) first).put((byte) 127).putLong(length).array();
  }

  private static String line(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
