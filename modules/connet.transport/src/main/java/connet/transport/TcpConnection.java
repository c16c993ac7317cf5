package connet.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A TCP connection. */
public final class TcpConnection implements ByteStream {
  private final StreamHandler handler;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;

  TcpConnection(SocketChannel channel, StreamHandler handler) {
    this.handler = handler;
    this.local = channel.localAddress();
    this.remote = channel.remoteAddress();
  }

  static TcpConnection dial(
      InetSocketAddress address, Duration timeout, EventLoop loop, Sockets sockets)
      throws IOException {
    var handler = new StreamHandler();
    var connecting =
        new Bootstrap()
            .group(loop)
            .channelFactory(sockets.tcp())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(handler)
            .connect(address);
    try {
      connecting.await();
    } catch (InterruptedException e) {
      handler.reset(0);
      throw Waiting.interrupted();
    }
    if (!connecting.isSuccess()) {
      var e =
          new ConnectException(
              "cannot connect to TCP "
                  + Addresses.show(address)
                  + ": "
                  + Addresses.why(connecting.cause()));
      e.initCause(connecting.cause());
      throw e;
    }
    return new TcpConnection((SocketChannel) connecting.channel(), handler);
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
    return local;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public String toString() {
    return "TCP " + Addresses.show(remote);
  }

  StreamHandler handler() {
    return handler;
  }
}
