package connet.transport;

import io.netty.incubator.codec.quic.QuicStreamChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A bidirectional stream of a QUIC connection. */
public final class QuicStream implements ByteStream {
  private final QuicConnection connection;
  private final QuicStreamChannel channel;
  private final StreamHandler handler;
  private volatile boolean reset;

  QuicStream(QuicConnection connection, QuicStreamChannel channel, StreamHandler handler) {
    this.connection = connection;
    this.channel = channel;
    this.handler = handler;
  }

  /** The connection that it is a stream of. */
  public QuicConnection connection() {
    return connection;
  }

  /** Its number on the connection (RFC 9000, section 2.1). */
  public long id() {
    return channel.streamId();
  }

  /** Whether both directions have ended, or it was broken off. */
  public boolean over() {
    return reset || !channel.isOpen();
  }

  @Override
  public InputStream input() {
    return handler.input();
  }

  @Override
  public OutputStream output() {
    return handler.output();
  }

  @Override
  public void readTimeout(Duration timeout) {
    handler.readTimeout(timeout);
  }

  @Override
  public void writeTimeout(Duration timeout) {
    handler.writeTimeout(timeout);
  }

  @Override
  public void shutdownOutput() {
    handler.shutdownOutput();
  }

  @Override
  public void reset(long code) {
    reset = true;
    handler.reset(code);
  }

  @Override
  public void close() {
    handler.close();
  }

  @Override
  public void startTls(TlsSettings settings, TlsSessions sessions, Duration within)
      throws IOException {
    Layers.tls(this, handler, settings, sessions, within);
  }

  @Override
  public void startCipher(byte[] sendingKey, byte[] receivingKey) throws IOException {
    Layers.cipher(handler, sendingKey, receivingKey);
  }

  @Override
  public long bytesReceived() {
    return handler.bytesReceived();
  }

  @Override
  public long bytesSent() {
    return handler.bytesSent();
  }

  @Override
  public InetSocketAddress localAddress() {
    return connection.localAddress();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return connection.remoteAddress();
  }

  @Override
  public String toString() {
    return "stream " + id() + " " + connection;
  }

  StreamHandler handler() {
    return handler;
  }

  /** Writes bytes that the peer does not read; returns whether the stream could take them. */
  boolean beat(int length) {
    return handler.beat(length);
  }
}
