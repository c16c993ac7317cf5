package connet.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Bytes in both directions, each of which ends by itself: a stream of a QUIC connection, or a TCP
 * connection. Its calls may come from any thread and wait, as virtual threads do; one thread at a
 * time may read and one may write. Once joined, its bytes move on the event loop and nobody else
 * may touch it but to {@link #reset} it.
 */
public sealed interface ByteStream extends AutoCloseable permits QuicStream, TcpConnection {
  /**
   * What the peer sends. It ends where the peer ended its output; a reset is a {@link
   * StreamResetException}, never an end. Closing it stops the peer's sending.
   */
  InputStream input();

  /**
   * What we send. A write waits while too much is on its way. Closing it is {@link
   * #shutdownOutput}.
   */
  OutputStream output();

  /**
   * How long a read may wait before a {@link java.net.SocketTimeoutException}; zero, the default,
   * for as long as it takes.
   */
  void readTimeout(Duration timeout);

  /** The same for a write; 30 s by default. */
  void writeTimeout(Duration timeout);

  /** Ends our direction after everything written; the other goes on. Returns at once. */
  void shutdownOutput() throws IOException;

  /**
   * Aborts both directions at once. The peer sees a failure, never an end. Does nothing after the
   * first time.
   *
   * @param code the application error code that the peer of a QUIC stream is told
   */
  void reset(long code);

  /**
   * Ends what has not ended: our direction after everything written, the peer's by asking it to
   * stop. Returns at once and never throws.
   */
  @Override
  void close();

  /**
   * Speaks TLS in the stream from now on, on both directions: everything that is read and written
   * afterwards, joined or not, goes through it. The end of a direction is a close_notify, and a
   * stream that ends without one was reset. Waits until the handshake is done; nobody else may read
   * or write meanwhile. When it fails the stream is of no more use than to be reset.
   *
   * @param within how long the handshake may take
   * @throws IOException when it fails; the peer is told why
   */
  default void startTls(TlsSettings settings, Duration within) throws IOException {
    startTls(settings, new TlsSessions(), within);
  }

  /**
   * The same, resuming a session of an earlier stream if there is one.
   *
   * @param sessions used for nothing but streams between the same peers
   */
  void startTls(TlsSettings settings, TlsSessions sessions, Duration within) throws IOException;

  /**
   * Encrypts both directions from now on with ChaCha20-Poly1305, in the records of the existing
   * network's encryption "dhxcp". The peer must do so from the same byte on. A record that does not
   * open, or is cut off, resets the stream; a stream that is cut off between two records cannot be
   * told from one that ends.
   *
   * @param sendingKey 32 secret bytes, used for no other stream
   * @param receivingKey 32 others
   */
  void startCipher(byte[] sendingKey, byte[] receivingKey) throws IOException;

  /** Bytes received from the peer so far. */
  long bytesReceived();

  /** Bytes that were given to be sent so far. */
  long bytesSent();

  /** Our address. */
  InetSocketAddress localAddress();

  /** The peer's address. */
  InetSocketAddress remoteAddress();

  /**
   * Joins two streams of one {@link QuicSocket}: from now on what one receives the other sends, on
   * the event loop, until both directions have ended or one has broken. What has been received and
   * not read yet goes first.
   *
   * @throws IllegalArgumentException if they do not share a socket's event loop
   */
  static Join join(ByteStream a, ByteStream b) {
    return Join.of(handler(a), handler(b));
  }

  private static StreamHandler handler(ByteStream stream) {
    return switch (stream) {
      case QuicStream quic -> quic.handler();
      case TcpConnection tcp -> tcp.handler();
    };
  }
}
