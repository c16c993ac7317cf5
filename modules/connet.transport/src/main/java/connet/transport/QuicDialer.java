package connet.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.DatagramChannel;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicChannelOption;
import io.netty.incubator.codec.quic.QuicClientCodecBuilder;
import io.netty.incubator.codec.quic.QuicConnectionAddress;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.incubator.codec.quic.QuicSslEngine;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Dials QUIC connections on one socket. */
final class QuicDialer {
  private static final AttributeKey<Dial> DIAL = AttributeKey.valueOf("connet.dial");

  /** TLS contexts kept; there are about two per local endpoint and one for servers. */
  private static final int MAX_CONTEXTS = 64;

  private final Connections connections;
  private final ConnectionIds ids;
  private final Segmentation segmentation;
  private final DialedTrust trust = new DialedTrust();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<ContextKey, QuicSslContext> contexts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContextKey, QuicSslContext> eldest) {
          return size() > MAX_CONTEXTS;
        }
      };
  private @Nullable DatagramChannel socket;

  /** What a TLS context depends on; the identity counts by its leaf. */
  private record ContextKey(@Nullable X509Certificate leaf, List<String> alpns) {}

  /** One dial, numbered so that its trust is found again in the handshake. */
  private record Dial(DialSettings settings, int number) {}

  QuicDialer(Connections connections, ConnectionIds ids, Segmentation segmentation) {
    this.connections = connections;
    this.ids = ids;
    this.segmentation = segmentation;
  }

  ChannelHandler codec() {
    return QuicParameters.apply(new QuicClientCodecBuilder())
        .sslEngineProvider(this::newEngine)
        .build();
  }

  void socket(DatagramChannel bound) {
    socket = bound;
  }

  private QuicSslEngine newEngine(QuicChannel channel) {
    Dial dial = channel.attr(DIAL).get();
    DialSettings settings = dial.settings();
    var key =
        new ContextKey(
            settings.identity() == null ? null : settings.identity().leaf(), settings.alpns());
    QuicSslContext context =
        contexts.computeIfAbsent(
            key, k -> TlsContexts.dialing(settings.identity(), settings.alpns(), trust));
    return context.newEngine(channel.alloc(), settings.serverName(), dial.number());
  }

  QuicConnection dial(DialSettings settings) throws IOException {
    DatagramChannel udp = socket;
    if (udp == null) {
      throw new IllegalStateException("the socket is not bound");
    }
    int number = numbers.incrementAndGet() & Integer.MAX_VALUE;
    trust.expect(number, settings.trust());
    var ready = new CompletableFuture<QuicConnection>();
    try {
      return await(udp, settings, number, ready);
    } catch (IOException e) {
      if (!ready.completeExceptionally(e)) {
        ready.thenAccept(QuicConnection::close); // made while the wait for it was interrupted
      }
      String refused = trust.forget(number);
      throw refused == null
          ? e
          : new UntrustedServerException(
              new ConnectionEnd.Failed("the server's certificate is not accepted: " + refused));
    } finally {
      trust.forget(number);
    }
  }

  private QuicConnection await(
      DatagramChannel udp,
      DialSettings settings,
      int number,
      CompletableFuture<QuicConnection> ready)
      throws IOException {
    if (!Loops.run(udp.eventLoop(), () -> begin(udp, settings, number, ready))) {
      throw new ConnectionClosedException(new ConnectionEnd.Failed("the socket is closed"));
    }
    QuicConnection connection = Waiting.on(ready, settings.handshakeTimeout());
    if (connection != null) {
      return connection;
    }
    var timedOut = new ConnectionClosedException(new ConnectionEnd.TimedOut());
    if (ready.completeExceptionally(timedOut)) {
      throw timedOut;
    }
    return Waiting.on(ready);
  }

  private void begin(
      DatagramChannel udp,
      DialSettings settings,
      int number,
      CompletableFuture<QuicConnection> ready) {
    if (ready.isDone()) {
      return;
    }
    byte[] id = ids.forDialing();
    InetSocketAddress to = settings.address();
    QuicChannel.newBootstrap(udp)
        .attr(DIAL, new Dial(settings, number))
        .option(ChannelOption.AUTO_READ, false)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.toIntExact(settings.handshakeTimeout().toMillis()))
        .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, segmentation)
        .streamOption(ChannelOption.AUTO_READ, false)
        .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .streamHandler(new AcceptedStreams())
        .localConnectionAddress(new QuicConnectionAddress(id))
        .remoteAddress(to)
        .handler(new Starter(to, id, ready))
        .connect()
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                ready.completeExceptionally(failure(connected.cause()));
              }
            });
  }

  private static IOException failure(@Nullable Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return new ConnectionClosedException(new ConnectionEnd.TimedOut());
    }
    String why =
        cause == null ? "the connection could not be made" : TransportErrors.describe(cause);
    return new ConnectionClosedException(new ConnectionEnd.Failed(why));
  }

  /** Follows a connection from its registration, before its first packet is sent. */
  private final class Starter extends ChannelInitializer<QuicChannel> {
    private final InetSocketAddress to;
    private final byte[] id;
    private final CompletableFuture<QuicConnection> ready;

    Starter(InetSocketAddress to, byte[] id, CompletableFuture<QuicConnection> ready) {
      this.to = to;
      this.id = id;
      this.ready = ready;
    }

    @Override
    protected void initChannel(QuicChannel channel) {
      var connection = new QuicConnection(channel, true, to);
      channel.attr(QuicConnection.KEY).set(connection);
      connections.addDialed(connection, to, id);
      channel
          .pipeline()
          .addLast(
              new ConnectionHandler(
                  connection,
                  new ConnectionHandler.Events() {
                    @Override
                    public void ready(QuicConnection established, SSLEngine engine) {
                      if (!ready.complete(established)) {
                        established.close(0, "nobody waits for it any more");
                      }
                    }

                    @Override
                    public void over(QuicConnection gone, ConnectionEnd end) {
                      connections.remove(gone, to);
                      ready.completeExceptionally(new ConnectionClosedException(end));
                    }
                  }));
      // A caller that stops waiting takes its half-open connection with it.
      ready.whenComplete(
          (made, failed) -> {
            if (failed != null) {
              connection.close(0, "");
            }
          });
    }
  }
}
