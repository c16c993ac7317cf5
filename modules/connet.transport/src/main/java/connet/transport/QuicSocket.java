package connet.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.incubator.codec.quic.QuicChannelOption;
import io.netty.incubator.codec.quic.QuicServerCodecBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP socket with one event loop: all QUIC connections that are dialed and accepted on it, and
 * the TCP sockets that are joined with their streams. That everything shares the socket is what
 * makes hole punching work: the address at which a server sees us is the one at which peers can
 * reach us.
 *
 * <p>Thread-safe. Whoever binds it closes it.
 */
public final class QuicSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuicSocket.class);

  /** What a bulk transfer can pile up between two turns of the event loop. */
  private static final int BUFFER_ASKED = 7 * 1024 * 1024;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Sockets sockets;
  private final @Nullable EventLoopGroup group; // null if the loop is another socket's
  private final EventLoop loop;
  private final DatagramChannel channel;
  private final InetSocketAddress local;
  private final int receiveBufferGranted;
  private final Segmentation segmentation;
  private final Connections connections = new Connections();
  private final HalfOpen halfOpen = new HalfOpen();
  private final Duration handshakeTimeout;
  private final ConnectionIds ids;
  private final RetryTokens retryTokens;
  private final Demultiplexer demultiplexer;
  private final QuicDialer dialer;
  private @Nullable QuicListener listener;

  private QuicSocket(
      SocketSettings settings, Sockets sockets, @Nullable EventLoopGroup group, EventLoop loop)
      throws IOException {
    this.handshakeTimeout = settings.handshakeTimeout();
    this.sockets = sockets;
    this.group = group;
    this.loop = loop;
    this.segmentation = new Segmentation(sockets.segmentation());
    this.ids = new ConnectionIds(settings.resetKey());
    this.retryTokens = new RetryTokens(settings.resetKey(), halfOpen::manyWaiting);
    this.dialer = new QuicDialer(connections, ids, segmentation);
    ChannelHandler dialed = dialer.codec();
    this.demultiplexer = new Demultiplexer(connections, halfOpen, new StatelessResets(ids), dialed);
    this.channel = bind(settings.address(), dialed);
    dialer.socket(channel);
    this.local = channel.localAddress();
    // Linux reports twice what it granted, to account for its own bookkeeping (socket(7)).
    int reported = channel.config().getReceiveBufferSize();
    this.receiveBufferGranted = sockets == Sockets.EPOLL ? reported / 2 : reported;
  }

  /**
   * Binds a UDP socket.
   *
   * @throws BindException if the address is taken or not ours; the message names it
   */
  public static QuicSocket bind(SocketSettings settings) throws IOException {
    Sockets sockets = Sockets.ofThisSystem();
    EventLoopGroup group = sockets.newLoop("connet-" + settings.address().getPort());
    try {
      return new QuicSocket(settings, sockets, group, group.next());
    } catch (IOException e) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw e;
    }
  }

  /**
   * Binds another UDP socket beside this one, on the same event loop: streams of both can be joined
   * with each other. It must be closed before this one.
   *
   * @throws BindException if the address is taken or not ours; the message names it
   */
  public QuicSocket bindBeside(SocketSettings settings) throws IOException {
    return new QuicSocket(settings, sockets, null, loop);
  }

  private DatagramChannel bind(InetSocketAddress address, ChannelHandler dialed)
      throws IOException {
    var bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(sockets.udp())
            .option(ChannelOption.SO_RCVBUF, BUFFER_ASKED)
            .option(ChannelOption.SO_SNDBUF, BUFFER_ASKED)
            .handler(
                new ChannelInitializer<DatagramChannel>() {
                  @Override
                  protected void initChannel(DatagramChannel udp) {
                    udp.pipeline().addLast(new DatagramSender(segmentation), demultiplexer, dialed);
                  }
                });
    for (Map.Entry<ChannelOption<?>, Object> option : sockets.udpOptions().entrySet()) {
      set(bootstrap, option.getKey(), option.getValue());
    }
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var e =
          new BindException(
              "cannot bind UDP " + Addresses.show(address) + ": " + Addresses.why(bound.cause()));
      e.initCause(bound.cause());
      throw e;
    }
    return (DatagramChannel) bound.channel();
  }

  @SuppressWarnings("unchecked") // the table pairs each option with a value of its type
  private static <T> void set(Bootstrap bootstrap, ChannelOption<T> option, Object value) {
    bootstrap.option(option, (T) value);
  }

  /** The address that the socket is bound to. */
  public InetSocketAddress localAddress() {
    return local;
  }

  /** Which of the operating system's ways of sending is in use. */
  public String transportName() {
    return sockets.toString();
  }

  /** The UDP receive buffer that was asked for, in bytes. */
  public int receiveBufferAsked() {
    return BUFFER_ASKED;
  }

  /** The UDP receive buffer that the system granted, in bytes. */
  public int receiveBufferGranted() {
    return receiveBufferGranted;
  }

  /**
   * Starts to accept connections, once an identity is served.
   *
   * @param alpns the application protocols accepted, the preferred one first
   * @throws IllegalStateException if there is a listener already
   */
  public QuicListener listen(List<String> alpns) {
    return listen(alpns, from -> true);
  }

  /**
   * Starts to accept connections from some source addresses, once an identity is served. Others are
   * refused (CONNECTION_REFUSED, RFC 9000, section 20.1) before any of a handshake.
   *
   * @param alpns the application protocols accepted, the preferred one first
   * @param from tells whether connections from an address are accepted; must be quick, as it runs
   *     on the event loop
   * @throws IllegalStateException if there is a listener already
   */
  public synchronized QuicListener listen(List<String> alpns, Predicate<InetAddress> from) {
    if (listener != null) {
      throw new IllegalStateException("there is a listener on " + local + " already");
    }
    QuicListener created = new QuicListener(alpns);
    ChannelHandler codec = acceptingCodec(created);
    listener = created;
    Loops.run(
        loop,
        () -> {
          ChannelHandlerContext first = channel.pipeline().context(demultiplexer);
          channel.pipeline().addAfter(first.name(), null, codec);
          demultiplexer.accept(codec, from);
        });
    return created;
  }

  private ChannelHandler acceptingCodec(QuicListener listener) {
    var acceptor = new QuicAcceptor(listener, connections, halfOpen, handshakeTimeout);
    var codec = new AtomicReference<ChannelHandler>();
    ChannelHandler built =
        QuicParameters.apply(new QuicServerCodecBuilder())
            .connectionIdAddressGenerator(ids)
            .resetTokenGenerator(ids)
            .tokenHandler(retryTokens)
            .sslEngineProvider(
                quic -> {
                  // The last call before the library makes the connection from its configuration.
                  byte[] token = ids.tokenOfAccepted(QuicheInternals.idsOf(quic));
                  QuicheInternals.resetToken(Objects.requireNonNull(codec.get()), token);
                  return listener.newEngine(quic.alloc());
                })
            .option(ChannelOption.AUTO_READ, false)
            .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, segmentation)
            .handler(acceptor)
            .streamOption(ChannelOption.AUTO_READ, false)
            .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .streamHandler(new AcceptedStreams())
            .build();
    codec.set(built);
    return built;
  }

  /**
   * Dials a QUIC connection and waits for its handshake. That it is done on our side does not mean
   * that the peer has accepted our certificate: only its first answer says so.
   *
   * @throws ConnectionClosedException with the reason when it could not be made
   */
  public QuicConnection dial(DialSettings settings) throws IOException {
    return dialer.dial(settings);
  }

  /**
   * Listens for TCP connections.
   *
   * @throws BindException if the address is taken or not ours; the message names it
   */
  public TcpListener listenTcp(InetSocketAddress address) throws IOException {
    return TcpListener.bind(address, loop, sockets);
  }

  /**
   * Connects to a TCP service.
   *
   * @param address resolved
   * @throws java.net.ConnectException when it refuses or does not answer in time
   */
  public TcpConnection dialTcp(InetSocketAddress address, Duration timeout) throws IOException {
    return TcpConnection.dial(address, timeout, loop, sockets);
  }

  private void closeChannel() {
    channel.flush();
    channel.close();
  }

  /**
   * Closes all connections, telling their peers, then the socket. Returns when that is done, after
   * one second at most.
   */
  @Override
  public void close() {
    QuicListener open;
    synchronized (this) {
      open = listener;
    }
    if (open != null) {
      open.close();
    }
    Loops.run(
        loop,
        () -> {
          for (QuicConnection connection : connections.all()) {
            connection.close();
          }
          Loops.later(loop, this::closeChannel); // once those have said it
        });
    channel.closeFuture().awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
    if (group != null) {
      group
          .shutdownGracefully(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
    }
    LOG.debug("socket closed address={}", Addresses.show(local));
  }
}
