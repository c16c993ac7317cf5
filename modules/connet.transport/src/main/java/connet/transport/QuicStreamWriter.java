package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.incubator.codec.quic.DefaultQuicStreamFrame;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a QUIC stream and sees to it that its FIN arrives. Once the peer's direction has ended,
 * the QUIC library takes a stream for complete as soon as all our bytes are acknowledged, even if
 * our FIN is not yet sent or is lost with its packet; then it forgets the stream, and the peer
 * never learns of the end. A FIN that travels with bytes is safe, and so is one that follows when
 * all bytes are acknowledged. So the last piece is held back for a moment, for the FIN to go with
 * it.
 */
final class QuicStreamWriter extends StreamWriter {
  /** How long a piece is held back: the end mostly follows the last one at once. */
  private static final Duration HOLD = Duration.ofMillis(5);

  /** By when a peer acknowledges at the latest, beyond round trips (RFC 9000, section 18.2). */
  private static final Duration ACK_DELAY = Duration.ofMillis(30);

  private final Outbox outbox;
  private final QuicStreamChannel stream;
  private @Nullable ByteBuf held;
  private long lastWrite = System.nanoTime();
  private boolean timer;

  QuicStreamWriter(StreamHandler owner, Outbox outbox, QuicStreamChannel stream) {
    super(owner, outbox, stream);
    this.outbox = outbox;
    this.stream = stream;
  }

  @Override
  void accept(ByteBuf buffer, int length) {
    lastWrite = System.nanoTime();
    if (owner().hasInputEnded()) {
      releaseHeld();
      held = buffer;
      startTimer(HOLD.toNanos());
    } else {
      pass(buffer, length);
    }
  }

  private void startTimer(long nanos) {
    if (!timer) {
      timer = true;
      stream.eventLoop().schedule(this::holdExpired, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void holdExpired() {
    timer = false;
    if (held != null) {
      long left = HOLD.toNanos() - (System.nanoTime() - lastWrite);
      if (left > 0) {
        startTimer(left);
      } else {
        releaseHeld();
      }
    }
  }

  private void releaseHeld() {
    ByteBuf last = held;
    if (last != null) {
      held = null;
      pass(last, last.readableBytes());
    }
  }

  @Override
  boolean endWithBytes() {
    ByteBuf last = held;
    if (last == null) {
      return false;
    }
    held = null;
    int length = last.readableBytes();
    stream
        .write(new DefaultQuicStreamFrame(last, true))
        .addListener(
            future -> {
              outbox.gone(length);
              if (future.isSuccess()) {
                hasEnded();
              } else {
                owner().writeFailed(future.cause());
              }
            });
    return true;
  }

  @Override
  void sendFin() {
    QuicConnection connection = stream.parent().attr(QuicConnection.KEY).get();
    long acknowledged =
        connection.smoothedRtt().multipliedBy(3).plus(ACK_DELAY).toNanos()
            - (System.nanoTime() - lastWrite);
    if (owner().hasInputEnded() && acknowledged > 0) {
      stream.eventLoop().schedule(this::sendFinNow, acknowledged, TimeUnit.NANOSECONDS);
    } else {
      sendFinNow();
    }
  }

  /** A peer that has stopped reading makes this fail, and needs no end any more. */
  @Override
  void finSent(boolean success) {
    hasEnded();
  }

  @Override
  void giveUp() {
    super.giveUp();
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
