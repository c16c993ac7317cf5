package connet.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicConnectionCloseEvent;
import io.netty.incubator.codec.quic.QuicDatagramExtensionEvent;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Follows one QUIC connection from its first packet to its end and tells its {@link
 * QuicConnection}. Runs on the event loop.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
  /** What is to be told when the handshake is done, and when the connection has ended. */
  interface Events {
    /** The handshake is done. An exception refuses the connection. */
    void ready(QuicConnection connection, SSLEngine engine) throws CertificateException;

    /** The connection has ended, before or after the handshake. */
    void over(QuicConnection connection, ConnectionEnd end);
  }

  /** So many streams that ended early are remembered, in case the codec finds them once more. */
  private static final int MAX_FORGOTTEN = 1_024;

  private final QuicConnection connection;
  private final Events events;
  private final Set<Long> forgotten = new LinkedHashSet<>();
  private @Nullable Throwable lastProblem;
  private boolean over;

  ConnectionHandler(QuicConnection connection, Events events) {
    this.connection = connection;
    this.events = events;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    SSLEngine engine = connection.channel().sslEngine();
    if (engine == null) {
      return;
    }
    try {
      connection.established(
          new QuicConnection.Established(
              engine.getApplicationProtocol(), local(engine), peer(engine)));
      events.ready(connection, engine);
    } catch (CertificateException e) {
      connection.close(0, "certificate not accepted");
    }
  }

  private static @Nullable X509Certificate local(SSLEngine engine) {
    Certificate[] shown = engine.getSession().getLocalCertificates();
    return shown != null && shown.length > 0 && shown[0] instanceof X509Certificate leaf
        ? leaf
        : null;
  }

  private static @Nullable X509Certificate peer(SSLEngine engine) {
    try {
      Certificate[] shown = engine.getSession().getPeerCertificates();
      return shown.length > 0 && shown[0] instanceof X509Certificate leaf ? leaf : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof QuicStreamChannel stream) {
      if (stream.isLocalCreated() || forgotten.contains(stream.streamId())) {
        dropGhost(ctx, stream);
        return;
      }
      ctx.fireChannelRead(message);
    } else {
      ReferenceCountUtil.release(message); // a heartbeat
    }
  }

  /**
   * The codec makes a new channel for a stream that it was told to forget and that shows up again.
   */
  private void dropGhost(ChannelHandlerContext ctx, QuicStreamChannel stream) {
    ctx.channel().eventLoop().register(stream);
    stream.shutdown(0);
    stream.close();
    QuicheInternals.forgetStream(connection.channel(), stream.streamId());
  }

  /** A stream has ended without the peer's FIN: the codec is to keep nothing of it. */
  static void forget(QuicStreamChannel stream) {
    QuicChannel channel = stream.parent();
    ConnectionHandler handler = channel.pipeline().get(ConnectionHandler.class);
    if (handler != null) {
      handler.forgotten.add(stream.streamId());
      if (handler.forgotten.size() > MAX_FORGOTTEN) {
        handler.forgotten.remove(handler.forgotten.iterator().next());
      }
    }
    QuicheInternals.forgetStream(channel, stream.streamId());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case QuicDatagramExtensionEvent datagrams -> connection.datagramsTaken();
      case QuicStreamLimitChangedEvent limit -> connection.streamLimitChanged();
      case QuicConnectionCloseEvent close -> over(closedBy(close));
      default -> {}
    }
  }

  private static ConnectionEnd closedBy(QuicConnectionCloseEvent close) {
    String reason = QuicheInternals.closeReason(close);
    if (close.isApplicationClose()) {
      return new ConnectionEnd.ByPeer(close.error(), reason);
    }
    return new ConnectionEnd.Failed(TransportErrors.describe(close.error(), reason));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    lastProblem = cause;
    if (!connection.isEstablished()) {
      // Later, as this may be called from within a send: closing now would swallow the alert.
      ctx.channel().eventLoop().execute(ctx::close);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    over(inferredEnd());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    over(inferredEnd());
  }

  private ConnectionEnd inferredEnd() {
    if (connection.channel().isTimedOut()) {
      return new ConnectionEnd.TimedOut();
    }
    Throwable problem = lastProblem;
    if (problem != null) {
      return new ConnectionEnd.Failed(TransportErrors.describe(problem));
    }
    return new ConnectionEnd.Failed("the peer no longer knows the connection");
  }

  private void over(ConnectionEnd end) {
    if (!over) {
      over = true;
      connection.ended(end);
      ConnectionEnd known = connection.end();
      events.over(connection, known == null ? end : known);
    }
  }
}
