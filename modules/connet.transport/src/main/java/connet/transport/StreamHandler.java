package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.channel.socket.DuplexChannel;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  /** How long a closed stream may take to deliver what was written. */
  private static final Duration LINGER = Duration.ofSeconds(30);

  private final Inbox inbox =
      new Inbox(() -> onLoop(this::readMore), () -> onLoop(this::stopInput));
  private final Outbox outbox = new Outbox(this::send, this::shutdownOutput);

  // Set once when the handler joins its channel, before anybody else sees it.
  private volatile @Nullable DuplexChannel channel;
  private @Nullable StreamWriter writer;
  private @Nullable StopLookout stops;

  private boolean farewell;
  private boolean stoppedInput;
  private boolean inputEnded;

  /** The peer has ended its direction in a layer, and is still to do so beneath. */
  private boolean wireOpen;

  private boolean endsLater;
  private boolean closing;
  private boolean over;
  private @Nullable IOException failure;

  // Written on the event loop only.
  private volatile long bytesReceived;
  private volatile long bytesSent;

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

  long bytesReceived() {
    return bytesReceived;
  }

  long bytesSent() {
    return bytesSent;
  }

  DuplexChannel channel() {
    DuplexChannel known = channel;
    if (known == null) {
      throw new IllegalStateException("the stream is not connected");
    }
    return known;
  }

  private StreamWriter writer() {
    StreamWriter known = writer;
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
    var added = (DuplexChannel) ctx.channel();
    channel = added;
    if (added instanceof QuicStreamChannel stream) {
      writer = new QuicStreamWriter(this, outbox, stream);
      stops = new StopLookout(this, stream);
    } else {
      writer = new StreamWriter(this, outbox, added);
    }
    // A stream that we open gets none of the options that accepted ones are set up with.
    ctx.channel().config().setAutoRead(false);
  }

  /**
   * Puts a layer between this handler and the channel. What has been received and not read yet goes
   * through it first, beginning with {@code beyond}. Returns false if the stream is over.
   */
  boolean insert(Layer layer, ByteBuf beyond) {
    List<ByteBuf> received = new ArrayList<>(List.of(beyond));
    received.addAll(inbox.handOver());
    ChannelHandlerContext self = channel().pipeline().context(this);
    if (over || closing || self == null) {
      received.forEach(ByteBuf::release);
      return false;
    }
    writer().releaseHeld();
    farewell = layer.farewell();
    channel().pipeline().addBefore(self.name(), null, layer.reader());
    channel().pipeline().addBefore(self.name(), null, layer.writer());
    ChannelHandlerContext reader = channel().pipeline().context(layer.reader());
    boolean wireEnded = inputEnded;
    inputEnded = false;
    inbox.reopen();
    try {
      while (!received.isEmpty()) {
        layer.reader().channelRead(reader, received.removeFirst());
      }
      layer.reader().channelReadComplete(reader);
      if (wireEnded) {
        layer.reader().userEventTriggered(reader, ChannelInputShutdownReadComplete.INSTANCE);
      }
    } catch (Exception e) {
      received.forEach(ByteBuf::release);
      exceptionCaught(self, e);
    }
    return true;
  }

  /** Whether there is something to be said before our direction ends. */
  boolean saysFarewell() {
    return farewell;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the event loop
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf buffer = (ByteBuf) message;
    bytesReceived += buffer.readableBytes();
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
      wireOpen = false;
      inputEnded();
      finishIfEnded();
    } else if (event instanceof Layer.EndSaid && !inputEnded) {
      wireOpen = channel() instanceof QuicStreamChannel;
      inputEnded();
    } else if (event instanceof Layer.CutOff(String why)) {
      if (stoppedInput) {
        inputEnded();
      } else if (!inputEnded) {
        abort(new StreamResetException(why, 0), 0);
      }
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
    watch();
    finishIfEnded();
  }

  /** The reader wants no more. */
  private void stopInput() {
    inbox.discard();
    stoppedInput = true;
    if (!inputEnded && !over) {
      channel().shutdownInput();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    abort(StreamFailures.thrown(cause, channel()), 0);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (over) {
      return;
    }
    if (inputEnded && writer().ended()) {
      ended();
    } else {
      abort(StreamFailures.lost(channel()), 0);
    }
  }

  // ---- sending

  /** Writes a buffer that the outbox has counted; takes it over. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the event loop
  private void write(ByteBuf buffer, int length) {
    if (over) {
      buffer.release();
      outbox.gone(length);
    } else {
      bytesSent += length;
      writer().write(buffer, length);
      watch();
    }
  }

  /** Some of what was written has gone and so much is still under way. */
  void written(int underWay) {
    StreamHandler from = other;
    if (underWay <= Outbox.LOW && from != null && from.waitingForOther) {
      from.waitingForOther = false;
      from.readMore();
    }
  }

  void writeFailed(Throwable cause) {
    if (over || writer().ended()) {
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
    if (!over) {
      outbox.shut();
      writer().end();
    }
  }

  /** Our direction has ended. */
  void outputEnded() {
    finishIfEnded();
  }

  boolean hasInputEnded() {
    return inputEnded;
  }

  boolean hasOutputEnded() {
    return writer().ended();
  }

  /** The peer of a QUIC stream takes no more of what we send. */
  void stopped() {
    if (writer().ended() || over) {
      return;
    }
    outbox.fail(new StreamResetException("the peer stopped reading", 0));
    if (other != null) {
      other.ignoreInput();
    }
    writer().giveUp();
    finishIfEnded();
    if (!inputEnded && !over && stops != null) {
      stops.stopped();
    }
  }

  /** Where what we receive would go, nobody wants it any more. */
  private void ignoreInput() {
    inbox.discard();
    inputEnded = true;
    wireOpen = false;
    finishIfEnded();
  }

  private void watch() {
    if (stops != null) {
      stops.start();
    }
  }

  /** Writes zero bytes that nobody reads, if nothing else is under way. Any thread. */
  boolean beat(int length) {
    if (over || writer().ending()) {
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
    if (!inputEnded || over || !writer().ended()) {
      return;
    }
    if (wireOpen) {
      // Closing a stream before its FIN has come resets it when the FIN comes.
      endLater();
    } else {
      ended();
    }
  }

  private void endLater() {
    if (!endsLater) {
      endsLater = true;
      channel()
          .eventLoop()
          .schedule(
              () -> {
                wireOpen = false;
                finishIfEnded();
              },
              LINGER.toMillis(),
              TimeUnit.MILLISECONDS);
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
    writer().giveUp();
    inbox.fail(why);
    outbox.fail(why);
    DuplexChannel aborted = channel();
    if (aborted instanceof QuicStreamChannel stream) {
      stream.shutdown(Math.toIntExact(code), stream.newPromise());
      QuicheInternals.neverFin(stream);
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
