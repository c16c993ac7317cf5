package connet.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP answer read from a socket that the test has in its hand: nothing is tried again behind
 * its back, and an answer that is cut off is told from one that is reset.
 */
public final class Download {
  private static final String LENGTH = "content-length: ";
  private static final int MOST_OF_HEAD = 8_192;

  private final Socket connection;
  private final InputStream in;
  private final long length;

  private Download(Socket connection, InputStream in, long length) {
    this.connection = connection;
    this.in = in;
    this.length = length;
  }

  /** Asks for the file of a {@link FileServer} and reads the head of the answer. */
  public static Download begin(Socket connection) throws IOException {
    String request = "GET /file HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16);
    String head = head(in).toLowerCase(Locale.ROOT);
    int length = head.indexOf(LENGTH);
    if (!head.startsWith("http/1.1 200") || length < 0) {
      throw new IOException("not the answer expected: " + head);
    }
    int end = head.indexOf('\r', length);
    return new Download(
        connection, in, Long.parseLong(head.substring(length + LENGTH.length(), end)));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || head.size() > MOST_OF_HEAD) {
        throw new EOFException("no answer, but " + head.toString(StandardCharsets.US_ASCII));
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the rest and closes the connection.
   *
   * @throws EOFException when it ended early as if it were complete
   * @throws java.net.SocketException when it was reset
   */
  public Sample.Read rest() throws IOException {
    try (connection) {
      Sample.Read read = Sample.read(in);
      if (read.length() != length) {
        throw new EOFException("ended after " + read.length() + " of " + length + " bytes");
      }
      return read;
    }
  }
}
