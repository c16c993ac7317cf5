package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.channel.socket.DuplexChannel;
import io.netty.incubator.codec.quic.DefaultQuicStreamFrame;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamResetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves the bytes of one QUIC stream or TCP connection: between its channel and blocking callers,
 * or, once joined, straight to another handler on the same event loop. It ends each direction by
 * itself and lets nothing but the peer's own end count as an end.
 *
 * <p>What is not said otherwise runs on the event loop.
 */
final class StreamHandler extends ChannelInboundHandlerAdapter {
  /**
   * Programs of the existing network end a stream by FIN and STOP_SENDING together, and the library
   * does not always tell of the second: so often is looked for it, and so long is waited for the
   * other half of such an end.
   */
  private static final Duration STOP_CHECK = Duration.ofSeconds(1);

  /**
   * How long the last piece before a possible end is held back, see {@link #hold}: the end mostly
   * follows at once.
   */
  private static final Duration HOLD = Duration.ofMillis(5);

  /** By when a peer acknowledges at the latest, beyond round trips (RFC 9000, section 18.2). */
  private static final Duration ACK_DELAY = Duration.ofMillis(30);

  /** How long a closed stream may take to deliver what was written. */
  private static final Duration LINGER = Duration.ofSeconds(30);

  private final Inbox inbox =
      new Inbox(() -> onLoop(this::readMore), () -> onLoop(this::stopInput));
  private final Outbox outbox = new Outbox(this::send, this::shutdownOutput);

  // Set once when the handler joins its channel, before anybody else sees it.
  private volatile @Nullable DuplexChannel channel;

  private boolean inputEnded;
  private boolean outputEnding;
  private boolean outputEnded;
  private boolean closing;
  private boolean over;
  private @Nullable IOException failure;

  // Of a QUIC stream whose peer has ended its direction.
  private @Nullable ByteBuf held;
  private long lastWrite;
  private boolean holdTimer;

  // Set while joined.
  private @Nullable Join join;
  private @Nullable StreamHandler other;
  private boolean waitingForOther;

  // ---- any thread

  InputStream input() {
    return inbox;
  }

  OutputStream output() {
    return outbox;
  }

  void readTimeout(Duration timeout) {
    inbox.timeout(timeout);
  }

  void writeTimeout(Duration timeout) {
    outbox.timeout(timeout);
  }

  void shutdownOutput() {
    if (outbox.shut()) {
      onLoop(this::endOutput);
    }
  }

  void reset(long code) {
    var why = new IOException("reset by us");
    inbox.abandon(why);
    onLoop(() -> abort(why, code));
  }

  void close() {
    inbox.discard();
    outbox.shut();
    onLoop(this::finish);
  }

  DuplexChannel channel() {
    DuplexChannel known = channel;
    if (known == null) {
      throw new IllegalStateException("the stream is not connected");
    }
    return known;
  }

  boolean onLoop(Runnable task) {
    return Loops.run(channel().eventLoop(), task);
  }

  private void send(byte[] bytes, int offset, int length) throws IOException {
    ByteBuf buffer = channel().alloc().directBuffer(length).writeBytes(bytes, offset, length);
    boolean running =
        onLoop(
            () -> {
              write(buffer, length);
              channel().flush();
            });
    if (!running) {
      buffer.release();
      throw new IOException("the socket is closed");
    }
  }

  // ---- receiving

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = (DuplexChannel) ctx.channel();
    // A stream that we open gets none of the options that accepted ones are set up with.
    ctx.channel().config().setAutoRead(false);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf buffer = (ByteBuf) message;
    StreamHandler to = other;
    if (to == null) {
      inbox.add(buffer);
    } else {
      forward(buffer, to);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (other != null) {
      other.channel().flush();
    }
    readMore();
  }

  private void readMore() {
    if (inputEnded || over) {
      return;
    }
    StreamHandler to = other;
    if (to == null) {
      if (inbox.hasRoom()) {
        channel().read();
      }
    } else if (to.outbox.underWay() < Outbox.HIGH) {
      channel().read();
    } else {
      waitingForOther = true;
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownReadComplete) {
      inputEnded();
    }
  }

  /** The peer has ended its direction, by its own FIN. */
  private void inputEnded() {
    if (inputEnded || over) {
      return;
    }
    inputEnded = true;
    inbox.end();
    if (other != null) {
      other.endOutput();
    }
    if (channel() instanceof QuicStreamChannel) {
      lookForStop();
    }
    finishIfEnded();
  }

  /** The reader wants no more. */
  private void stopInput() {
    inbox.discard();
    if (!inputEnded && !over) {
      channel().shutdownInput();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    IOException why =
        switch (cause) {
          case QuicStreamResetException reset ->
              new StreamResetException(
                  "the peer reset the stream with code " + reset.applicationProtocolCode(),
                  reset.applicationProtocolCode());
          case IOException io when channel() instanceof QuicStreamChannel -> io;
          case IOException io ->
              new StreamResetException("the TCP peer broke off: " + Addresses.why(io), 0);
          default -> new IOException(cause.toString(), cause);
        };
    abort(why, 0);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (over) {
      return;
    }
    if (inputEnded && outputEnded) {
      ended();
    } else {
      abort(lost(), 0);
    }
  }

  private IOException lost() {
    if (!(channel() instanceof QuicStreamChannel stream)) {
      return new StreamResetException("the TCP connection was lost", 0);
    }
    QuicConnection connection = stream.parent().attr(QuicConnection.KEY).get();
    ConnectionEnd end = connection.end();
    if (end == null) {
      end =
          stream.parent().isTimedOut()
              ? new ConnectionEnd.TimedOut()
              : new ConnectionEnd.Failed("it was lost");
    }
    return new ConnectionClosedException(end);
  }

  // ---- sending

  private void write(ByteBuf buffer, int length) {
    if (outputEnding || over) {
      buffer.release();
      outbox.gone(length);
    } else if (inputEnded && channel() instanceof QuicStreamChannel) {
      hold(buffer);
    } else {
      pass(buffer, length);
    }
  }

  private void pass(Object message, int length) {
    lastWrite = System.nanoTime();
    ChannelFuture written = channel().write(message);
    if (written.isSuccess()) {
      written(length);
    } else {
      written.addListener(
          future -> {
            written(length);
            if (future.cause() != null) {
              writeFailed(future.cause());
            }
          });
    }
  }

  /**
   * Once the peer's direction has ended, the QUIC library takes a stream for complete as soon as
   * all our bytes are acknowledged, even if our FIN is not yet sent or is lost with its packet;
   * then it forgets the stream, and the peer never learns of the end. A FIN that travels with bytes
   * is safe. So the last piece is held back for a moment, for the FIN to go with it.
   */
  private void hold(ByteBuf buffer) {
    releaseHeld();
    held = buffer;
    lastWrite = System.nanoTime();
    if (!holdTimer) {
      holdTimer = true;
      channel().eventLoop().schedule(this::holdExpired, HOLD.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void holdExpired() {
    holdTimer = false;
    if (over || held == null) {
      return;
    }
    long left = HOLD.toNanos() - (System.nanoTime() - lastWrite);
    if (left > 0) {
      holdTimer = true;
      channel().eventLoop().schedule(this::holdExpired, left, TimeUnit.NANOSECONDS);
    } else {
      releaseHeld();
    }
  }

  private void releaseHeld() {
    ByteBuf last = held;
    if (last != null) {
      held = null;
      pass(last, last.readableBytes());
    }
  }

  private void written(int length) {
    int left = outbox.gone(length);
    if (left == 0 && outputEnding && !outputEnded) {
      sendFin();
    }
    StreamHandler from = other;
    if (left <= Outbox.LOW && from != null && from.waitingForOther) {
      from.waitingForOther = false;
      from.readMore();
    }
  }

  private void writeFailed(Throwable cause) {
    if (over || outputEnded) {
      return;
    }
    if (cause instanceof ChannelOutputShutdownException && channel() instanceof QuicStreamChannel) {
      stopped();
    } else if (channel().isOpen()) {
      abort(cause instanceof IOException io ? io : new IOException(cause.toString(), cause), 0);
    }
  }

  /** Ends our direction once everything written has gone. */
  private void endOutput() {
    if (outputEnding || over) {
      return;
    }
    outputEnding = true;
    outbox.shut();
    ByteBuf last = held;
    if (last != null) {
      held = null;
      finWith(last);
    } else if (outbox.underWay() == 0) {
      sendFin();
    }
  }

  private void finWith(ByteBuf last) {
    int length = last.readableBytes();
    channel()
        .write(new DefaultQuicStreamFrame(last, true))
        .addListener(
            future -> {
              outbox.gone(length);
              if (future.isSuccess()) {
                outputEnded();
              } else {
                writeFailed(future.cause());
              }
            });
  }

  private void sendFin() {
    if (inputEnded && channel() instanceof QuicStreamChannel stream) {
      // A FIN alone is safe when all our bytes are acknowledged, see hold().
      QuicConnection connection = stream.parent().attr(QuicConnection.KEY).get();
      long acknowledged =
          connection.smoothedRtt().multipliedBy(3).plus(ACK_DELAY).toNanos()
              - (System.nanoTime() - lastWrite);
      if (acknowledged > 0) {
        channel().eventLoop().schedule(this::sendFinNow, acknowledged, TimeUnit.NANOSECONDS);
        return;
      }
    }
    sendFinNow();
  }

  private void sendFinNow() {
    if (over || outputEnded) {
      return;
    }
    channel()
        .shutdownOutput()
        .addListener(
            future -> {
              if (future.isSuccess() || channel() instanceof QuicStreamChannel) {
                outputEnded();
              } else if (!over) {
                abort(new StreamResetException("the TCP connection was lost", 0), 0);
              }
            });
  }

  private void outputEnded() {
    if (!outputEnded) {
      outputEnded = true;
      finishIfEnded();
    }
  }

  /** The peer of a QUIC stream takes no more of what we send. */
  private void stopped() {
    if (outputEnded || over) {
      return;
    }
    outputEnding = true;
    outbox.fail(new StreamResetException("the peer stopped reading", 0));
    if (other != null) {
      other.ignoreInput();
    }
    outputEnded();
    if (!inputEnded && !over) {
      later(
          () -> {
            if (!inputEnded) {
              abort(new StreamResetException("the peer stopped reading", 0), 0);
            }
          });
    }
  }

  /** Where what we receive would go, nobody wants it any more. */
  private void ignoreInput() {
    inbox.discard();
    inputEnded = true;
    finishIfEnded();
  }

  private void lookForStop() {
    if (outputEnded || over) {
      return;
    }
    later(
        () -> {
          if (channel() instanceof QuicStreamChannel stream
              && stream.isOpen()
              && QuicheInternals.streamCapacity(stream.parent(), stream.streamId()) < 0) {
            stopped();
          } else {
            lookForStop();
          }
        });
  }

  private void later(Runnable check) {
    channel()
        .eventLoop()
        .schedule(
            () -> {
              if (!over) {
                check.run();
              }
            },
            STOP_CHECK.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Writes zero bytes that nobody reads, if nothing else is under way. Any thread. */
  boolean beat(int length) {
    if (outputEnding || over) {
      return false;
    }
    outbox.began(length);
    write(channel().alloc().directBuffer(length).writeZero(length), length);
    return true;
  }

  // ---- ending

  /** Both directions are to end; ours after everything written. */
  private void finish() {
    if (closing || over) {
      return;
    }
    closing = true;
    endOutput();
    if (!inputEnded && channel() instanceof QuicStreamChannel stream) {
      stream.shutdownInput(0);
    }
    inputEnded = true;
    finishIfEnded();
    if (!over) {
      channel()
          .eventLoop()
          .schedule(
              () -> abort(new IOException("what was written was not taken"), 0),
              LINGER.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void finishIfEnded() {
    if (inputEnded && outputEnded && !over) {
      ended();
    }
  }

  private void ended() {
    over = true;
    channel().close();
    forget();
    if (join != null) {
      join.sideEnded();
    }
  }

  /** Breaks both directions; the peer sees a failure, never an end. */
  void abort(IOException why, long code) {
    if (over) {
      return;
    }
    over = true;
    failure = why;
    if (held != null) {
      held.release();
      held = null;
    }
    inbox.fail(why);
    outbox.fail(why);
    DuplexChannel aborted = channel();
    if (aborted instanceof QuicStreamChannel stream) {
      stream.shutdown(Math.toIntExact(code), stream.newPromise());
    } else if (aborted.isOpen()) {
      aborted.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    aborted.close();
    forget();
    if (join != null) {
      join.broken(String.valueOf(why.getMessage()));
    }
  }

  private void forget() {
    if (channel() instanceof QuicStreamChannel stream) {
      ConnectionHandler.forget(stream);
    }
  }

  // ---- joining

  void join(StreamHandler with, Join common) {
    join = common;
    other = with;
    for (ByteBuf buffer : inbox.handOver()) {
      forward(buffer, with);
    }
    with.channel().flush();
    if (failure != null) {
      common.broken(String.valueOf(failure.getMessage()));
    } else if (inputEnded) {
      with.endOutput();
      finishIfEnded();
    } else {
      readMore();
    }
  }

  private void forward(ByteBuf buffer, StreamHandler to) {
    int length = buffer.readableBytes();
    if (join != null) {
      join.count(this, length);
    }
    to.outbox.began(length);
    to.write(buffer, length);
  }

  boolean isOver() {
    return over;
  }
}
