package connet.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.incubator.codec.quic.QuicChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/** Sets up each connection that somebody begins with us. Runs on the event loop. */
@ChannelHandler.Sharable
final class QuicAcceptor extends ChannelInitializer<QuicChannel> {
  private final QuicListener listener;
  private final Connections connections;
  private final HalfOpen halfOpen;
  private final Duration handshakeTimeout;

  QuicAcceptor(
      QuicListener listener,
      Connections connections,
      HalfOpen halfOpen,
      Duration handshakeTimeout) {
    this.listener = listener;
    this.connections = connections;
    this.halfOpen = halfOpen;
    this.handshakeTimeout = handshakeTimeout;
  }

  @Override
  protected void initChannel(QuicChannel channel) {
    var remote = (InetSocketAddress) channel.remoteSocketAddress();
    var connection = new QuicConnection(channel, false, remote);
    channel.attr(QuicConnection.KEY).set(connection);
    connections.add(connection);
    halfOpen.began(remote.getAddress());
    var deadline =
        channel
            .parent()
            .eventLoop()
            .schedule(
                () -> connection.close(0, "the handshake took too long"),
                handshakeTimeout.toMillis(),
                TimeUnit.MILLISECONDS);
    channel
        .pipeline()
        .addLast(
            new ConnectionHandler(
                connection,
                new ConnectionHandler.Events() {
                  private boolean waiting = true;

                  @Override
                  public void ready(QuicConnection ready, SSLEngine engine)
                      throws CertificateException {
                    handshakeOver(remote.getAddress());
                    listener.admit(ready);
                  }

                  @Override
                  public void over(QuicConnection gone, ConnectionEnd end) {
                    handshakeOver(remote.getAddress());
                    connections.remove(gone, remote);
                  }

                  private void handshakeOver(InetAddress address) {
                    if (waiting) {
                      waiting = false;
                      deadline.cancel(false);
                      halfOpen.ended(address);
                    }
                  }
                }));
  }
}
