package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamType;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A QUIC connection whose handshake is done. Its calls may come from any thread; those that wait
 * are meant for virtual threads. It ends by {@link #close}, by the peer, or by silence; then
 * everything on it fails with {@link ConnectionClosedException}.
 */
public final class QuicConnection implements AutoCloseable {
  static final AttributeKey<QuicConnection> KEY = AttributeKey.valueOf("connet.connection");

  /** Streams that the peer has opened and nobody has accepted; the peer's stream limit is lower. */
  private static final Object END = new Object();

  /** What an application's code becomes in a handshake (RFC 9000, section 20.1). */
  private static final int APPLICATION_ERROR = 0x0c;

  private final QuicChannel channel;
  private final boolean dialed;
  private final Heartbeat heartbeat;
  private final Backlog backlog;
  private final LinkedBlockingQueue<Object> incoming = new LinkedBlockingQueue<>();
  private final CompletableFuture<ConnectionEnd> ended = new CompletableFuture<>();

  /** Opens that wait for the peer to allow another stream; event loop only. */
  private final Deque<CompletableFuture<QuicStream>> waitingOpens = new ArrayDeque<>();

  private volatile @Nullable Established established;
  private volatile InetSocketAddress lastRemote;

  /** What the handshake settled. */
  record Established(
      String alpn, @Nullable X509Certificate local, @Nullable X509Certificate peer) {}

  QuicConnection(QuicChannel channel, boolean dialed, InetSocketAddress remote) {
    this.channel = channel;
    this.dialed = dialed;
    this.lastRemote = remote;
    this.heartbeat = new Heartbeat(channel);
    this.backlog = new Backlog(channel);
  }

  /** Whether we dialed it; otherwise we accepted it. */
  public boolean dialed() {
    return dialed;
  }

  /** The application protocol that was agreed on. */
  public String alpn() {
    return established().alpn();
  }

  /** Where the peer is now; it changes when the peer's address does. */
  public InetSocketAddress remoteAddress() {
    if (channel.remoteSocketAddress() instanceof InetSocketAddress now) {
      lastRemote = now;
    }
    return lastRemote;
  }

  /** The address of our socket. */
  InetSocketAddress localAddress() {
    return (InetSocketAddress) channel.parent().localAddress();
  }

  /**
   * The leaf certificate that the peer proved to own.
   *
   * @throws IllegalStateException if none was asked for
   */
  public X509Certificate peerCertificate() {
    X509Certificate peer = established().peer();
    if (peer == null) {
      throw new IllegalStateException("the peer was not asked for a certificate");
    }
    return peer;
  }

  /**
   * The leaf certificate that we showed: on an accepted connection it tells which server name was
   * asked for.
   *
   * @throws IllegalStateException if we showed none
   */
  public X509Certificate localCertificate() {
    X509Certificate local = established().local();
    if (local == null) {
      throw new IllegalStateException("no certificate was shown to the peer");
    }
    return local;
  }

  /**
   * Opens a stream, waiting while the peer allows no more of them.
   *
   * @throws java.net.SocketTimeoutException when the peer allows none in time
   */
  public QuicStream openStream(Duration timeout) throws IOException {
    var opened = new CompletableFuture<QuicStream>();
    onLoop(() -> open(opened));
    QuicStream stream = null;
    try {
      stream = Waiting.on(opened, timeout);
    } finally {
      // Also when the wait was interrupted: a stream that nobody has would be open for good.
      if (stream == null
          && !opened.completeExceptionally(new java.net.SocketTimeoutException("too late"))) {
        opened.thenAccept(late -> late.reset(0));
      }
    }
    if (stream == null) {
      throw new java.net.SocketTimeoutException(
          "the peer allows no further stream on this connection");
    }
    return stream;
  }

  /** How many streams more the peer allows to be opened, as of its last word. */
  public long streamsLeft() {
    return channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL);
  }

  /** Waits for the next stream that the peer opens. */
  public QuicStream acceptStream() throws IOException {
    try {
      Object next = incoming.take();
      if (next instanceof QuicStream stream) {
        return stream;
      }
      incoming.add(END);
      throw new ConnectionClosedException(ended.join());
    } catch (InterruptedException e) {
      throw Waiting.interrupted();
    }
  }

  /** The smoothed round-trip time; refreshed with the heartbeat and at establishment. */
  public Duration smoothedRtt() {
    return heartbeat.smoothedRtt();
  }

  /**
   * How long nothing has been heard from the peer although a heartbeat has asked for an answer;
   * zero while there is no reason to doubt it.
   */
  public Duration silentFor() {
    return heartbeat.silentFor();
  }

  /**
   * Asks the peer for a sign of life whenever it has been silent for this long: with a DATAGRAM
   * frame (RFC 9221) where the peer takes them, otherwise with a zero byte on a stream that the
   * peer does not read. By default every 10 s, by DATAGRAM only.
   *
   * @param onStream a stream whose sending side is open, or null
   */
  public void heartbeat(Duration every, @Nullable QuicStream onStream) {
    onLoop(() -> heartbeat.every(every, onStream));
  }

  /** Whether the connection has not ended, as far as we know. */
  public boolean open() {
    return !ended.isDone();
  }

  /** Waits until the connection ends. */
  public ConnectionEnd awaitEnd() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How the connection ended; null while it has not. */
  public @Nullable ConnectionEnd end() {
    return ended.getNow(null);
  }

  /**
   * Ends the connection and all its streams. Returns at once; what is queued on streams may be
   * lost.
   *
   * @param code the application error code that the peer is told, 0 to 2^31 - 1
   * @param reason a few words for the peer's log
   */
  public void close(long code, String reason) {
    Loops.later(channel.eventLoop(), () -> closeNow(new ConnectionEnd.ByUs(code, reason)));
  }

  /**
   * Quiche 0.24 never stops sending when it is closed with an application's code while probes of
   * the handshake are due: the loop would be lost. Before the handshake is done there is no such
   * code on the wire anyhow (RFC 9000, section 10.2.3).
   */
  private void closeNow(ConnectionEnd.ByUs end) {
    ended(end);
    if (!isEstablished()) {
      channel.close(false, APPLICATION_ERROR, Unpooled.EMPTY_BUFFER);
    } else if (channel.isOpen()) {
      QuicheInternals.sendDue(channel);
      ByteBuf reason = Unpooled.copiedBuffer(end.reason(), StandardCharsets.UTF_8);
      channel.close(true, Math.toIntExact(end.code()), reason);
    }
  }

  /** {@link #close(long, String)} with code 0 and no reason. */
  @Override
  public void close() {
    close(0, "");
  }

  /** Direction, peer and protocol, for a log line. */
  @Override
  public String toString() {
    return (dialed ? "to " : "from ") + Addresses.show(remoteAddress());
  }

  Backlog backlog() {
    return backlog;
  }

  QuicChannel channel() {
    return channel;
  }

  boolean isEstablished() {
    return established != null;
  }

  void established(Established facts) {
    established = facts;
    heartbeat.start();
  }

  void heard(long now) {
    heartbeat.heard(now);
  }

  void datagramsTaken() {
    heartbeat.datagramsTaken();
  }

  void accepted(QuicStream stream) {
    incoming.add(stream);
  }

  /** Returns whether this was the first word on how the connection ended. Event loop only. */
  boolean ended(ConnectionEnd end) {
    if (!ended.complete(end)) {
      return false;
    }
    heartbeat.stop();
    for (Object waiting = incoming.poll(); waiting != null; waiting = incoming.poll()) {
      if (waiting instanceof QuicStream stream) {
        // Nobody will accept it, so nobody would release what it has received.
        stream.reset(0);
      }
    }
    incoming.add(END);
    for (var waiting : waitingOpens) {
      waiting.completeExceptionally(new ConnectionClosedException(end));
    }
    waitingOpens.clear();
    return true;
  }

  /** The peer may have allowed more streams. Event loop only. */
  void streamLimitChanged() {
    while (!waitingOpens.isEmpty()
        && channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) > 0) {
      open(waitingOpens.poll());
    }
  }

  private void open(CompletableFuture<QuicStream> opened) {
    ConnectionEnd end = ended.getNow(null);
    if (end != null) {
      opened.completeExceptionally(new ConnectionClosedException(end));
    } else if (opened.isDone()) {
      streamLimitChanged();
    } else if (channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) <= 0) {
      waitingOpens.add(opened);
    } else {
      var handler = new StreamHandler();
      channel
          .createStream(QuicStreamType.BIDIRECTIONAL, handler)
          .addListener(
              future -> {
                if (!future.isSuccess()) {
                  opened.completeExceptionally(
                      new IOException("no stream could be opened", future.cause()));
                  return;
                }
                var stream = new QuicStream(this, (QuicStreamChannel) future.getNow(), handler);
                if (!opened.complete(stream)) {
                  stream.reset(0);
                }
              });
    }
  }

  private Established established() {
    Established facts = established;
    if (facts == null) {
      throw new IllegalStateException("the handshake is not done");
    }
    return facts;
  }

  private void onLoop(Runnable task) {
    if (channel.eventLoop().isShuttingDown()) {
      ended(new ConnectionEnd.Failed("the socket is closed"));
    }
    Loops.run(channel.eventLoop(), task);
  }
}
