package connet.client.portmap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * One request to a router's small web server, on a connection of its own: as much of HTTP/1.1 (RFC
 * 9112) as that takes, with limits on the time and on all that is read.
 */
final class Http {
  private static final int DEFAULT_PORT = 80;
  private static final int LONGEST_LINE = 4_096;
  private static final int MOST_HEADERS = 100;
  private static final int LARGEST_BODY = 256 * 1024;

  /** An answer: its status, and its body as text. */
  record Answer(int status, String body) {}

  /** Input that ends with an error when the time is up, however slowly it comes. */
  private static final class Timed extends InputStream {
    private final Socket socket;
    private final InputStream input;
    private final long end;

    private Timed(Socket socket, long end) throws IOException {
      this.socket = socket;
      this.input = socket.getInputStream();
      this.end = end;
    }

    private void limit() throws IOException {
      socket.setSoTimeout(millisUntil(end));
    }

    @Override
    public int read() throws IOException {
      limit();
      return input.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      limit();
      return input.read(bytes, offset, length);
    }
  }

  private final InputStream input;

  private Http(InputStream input) {
    this.input = input;
  }

  /** Asks for a document. */
  static Answer get(InetAddress local, URI uri, Duration within) throws IOException {
    return exchange(local, uri, "GET " + target(uri) + " HTTP/1.1\r\n", "", within);
  }

  /** Calls an action of a service with a SOAP envelope. */
  static Answer post(InetAddress local, URI uri, String action, String body, Duration within)
      throws IOException {
    String head =
        "POST "
            + target(uri)
            + " HTTP/1.1\r\nContent-Type: text/xml; charset=\"utf-8\"\r\nSOAPAction: \""
            + action
            + "\"\r\nContent-Length: "
            + body.getBytes(UTF_8).length
            + "\r\n";
    return exchange(local, uri, head, body, within);
  }

  private static Answer exchange(
      InetAddress local, URI uri, String head, String body, Duration within) throws IOException {
    long end = System.nanoTime() + within.toNanos();
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(local, 0));
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(uri.getHost()), port), millisUntil(end));
      String host = "Host: " + uri.getHost() + ":" + port + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write((head + host + body).getBytes(UTF_8));
      return new Http(new BufferedInputStream(new Timed(socket, end))).answer();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      throw e;
    }
  }

  private static String target(URI uri) {
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  private static int millisUntil(long end) throws SocketTimeoutException {
    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException("the router's answer takes too long");
    }
    return (int) left;
  }

  private Answer answer() throws IOException {
    String[] words = line().split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9]{2}")) {
      throw new IOException("the router's answer is not HTTP");
    }
    boolean chunked = false;
    long length = -1;
    int headers = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      headers++;
      if (headers > MOST_HEADERS) {
        throw new IOException("the router's answer has too many headers");
      }
      int colon = header.indexOf(':');
      String name = colon < 0 ? "" : header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = header.substring(colon + 1).strip();
      switch (name) {
        case "transfer-encoding" -> chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
        case "content-length" -> length = number(value, 10);
        default -> {}
      }
    }
    byte[] body = chunked ? chunks() : body(length);
    return new Answer(Integer.parseInt(words[1]), new String(body, UTF_8));
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0 || line.size() == LONGEST_LINE) {
        throw new IOException("the router's answer breaks off, or has a line without end");
      }
      line.write(c);
    }
    return line.toString(ISO_8859_1).strip();
  }

  /** A length of -1 means all that comes until the connection ends. */
  private byte[] body(long length) throws IOException {
    if (length > LARGEST_BODY) {
      throw tooLarge();
    }
    byte[] body = input.readNBytes(length < 0 ? LARGEST_BODY + 1 : (int) length);
    if (body.length > LARGEST_BODY) {
      throw tooLarge();
    }
    if (body.length < length) {
      throw new IOException("the router's answer breaks off");
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      String line = line();
      int extension = line.indexOf(';');
      long length = number(extension < 0 ? line : line.substring(0, extension).strip(), 16);
      if (length == 0) {
        return body.toByteArray();
      }
      if (length > LARGEST_BODY - body.size()) {
        throw tooLarge();
      }
      body.write(body(length));
      if (!line().isEmpty()) {
        throw new IOException("the router's answer has a broken chunk");
      }
    }
  }

  private static long number(String text, int radix) throws IOException {
    if (!text.matches("[0-9a-fA-F]{1,8}")) {
      throw new IOException("the router's answer has a broken length");
    }
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw new IOException("the router's answer has a broken length", e);
    }
  }

  private static IOException tooLarge() {
    return new IOException("the router's answer is larger than " + LARGEST_BODY + " bytes");
  }
}
