package connet.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Accepts TCP connections. When the process runs out of file descriptors it pauses for a second and
 * goes on. Thread-safe.
 */
public final class TcpListener implements AutoCloseable {
  private static final Object END = new Object();

  /** Connections that the system holds for us until they are accepted. */
  private static final int BACKLOG = 1_024;

  private final LinkedBlockingQueue<Object> ready;
  private final ServerSocketChannel channel;

  private TcpListener(ServerSocketChannel channel, LinkedBlockingQueue<Object> ready) {
    this.channel = channel;
    this.ready = ready;
  }

  static TcpListener bind(InetSocketAddress address, EventLoop loop, Sockets sockets)
      throws IOException {
    var ready = new LinkedBlockingQueue<Object>();
    var bound =
        new ServerBootstrap()
            .group(loop, loop)
            .channelFactory(sockets.tcpServer())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel accepted) {
                    var handler = new StreamHandler();
                    accepted.pipeline().addLast(handler);
                    ready.add(new TcpConnection(accepted, handler));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var e =
          new BindException(
              "cannot listen on TCP "
                  + Addresses.show(address)
                  + ": "
                  + Addresses.why(bound.cause()));
      e.initCause(bound.cause());
      throw e;
    }
    return new TcpListener((ServerSocketChannel) bound.channel(), ready);
  }

  /**
   * Waits for the next connection.
   *
   * @throws IOException once the listener is closed
   */
  public TcpConnection accept() throws IOException {
    try {
      Object next = ready.take();
      if (next instanceof TcpConnection connection) {
        return connection;
      }
      ready.add(END);
      throw new IOException("the listener is closed");
    } catch (InterruptedException e) {
      throw Waiting.interrupted();
    }
  }

  /** The address that it is bound to. */
  public InetSocketAddress localAddress() {
    return channel.localAddress();
  }

  /** Stops listening; connections not yet accepted are reset, accepted ones stay. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    for (Object waiting = ready.poll(); waiting != null; waiting = ready.poll()) {
      if (waiting instanceof TcpConnection connection) {
        connection.reset(0);
      }
    }
    ready.add(END);
  }
}
