package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.incubator.codec.quic.DefaultQuicStreamFrame;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicConnectionPathStats;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a QUIC stream and sees to it that its FIN arrives. Once the peer's direction has ended,
 * the QUIC library takes a stream for complete as soon as all our bytes are acknowledged, even if
 * our FIN is not yet sent or is lost with its packet; then it forgets the stream, and the peer
 * never learns of the end. A FIN that travels with bytes is safe, and so is one that follows when
 * all bytes are acknowledged. So the last piece is held back, for the FIN to go with it, while it
 * would have to wait for other bytes anyhow, and after the peer's end for a moment.
 */
final class QuicStreamWriter extends StreamWriter {
  /** How long a piece is held back after the peer's end: ours mostly follows at once. */
  private static final Duration HOLD = Duration.ofMillis(5);

  /** How long a piece is held back at most. */
  private static final Duration HOLD_LIMIT = Duration.ofMillis(100);

  /** By when a peer acknowledges at the latest, beyond round trips (RFC 9000, section 18.2). */
  private static final Duration ACK_DELAY = Duration.ofMillis(30);

  /** How long it is waited for more than this, while it cannot be seen that all has arrived. */
  private static final Duration UNSEEN_LIMIT = Duration.ofMillis(500);

  /** It is looked for again after this, then after as long as it was looked for already. */
  private static final Duration ACK_LOOK = Duration.ofMillis(10);

  /** A FIN that waits longer for the acknowledgement goes without. */
  private static final Duration ACK_LIMIT = Duration.ofSeconds(3);

  /** A FIN without bytes is sent again after this, then after twice the time. */
  private static final Duration FIN_AGAIN = Duration.ofMillis(10);

  /** The longest time after which it is sent again; only while the library knows the stream. */
  private static final Duration FIN_LAST = Duration.ofMillis(160);

  private final Outbox outbox;
  private final QuicStreamChannel stream;
  private final Backlog backlog;
  private @Nullable ByteBuf held;
  private long lastWrite = System.nanoTime();
  private boolean timer;
  private boolean gaveUp;

  QuicStreamWriter(StreamHandler owner, Outbox outbox, QuicStreamChannel stream) {
    super(owner, outbox, stream);
    this.outbox = outbox;
    this.stream = stream;
    this.backlog = stream.parent().attr(QuicConnection.KEY).get().backlog();
  }

  @Override
  void accept(ByteBuf buffer, int length) {
    lastWrite = System.nanoTime();
    releaseHeld();
    if (owner().hasInputEnded() || backlog.large()) {
      held = buffer;
      if (!timer) {
        timer = true;
        later(HOLD.toNanos(), this::holdExpired);
      }
    } else {
      give(buffer, length);
    }
  }

  private void holdExpired() {
    timer = false;
    if (held == null) {
      return;
    }
    long since = System.nanoTime() - lastWrite;
    long left = HOLD.toNanos() - since;
    if (left > 0 || (since < HOLD_LIMIT.toNanos() && backlog.large())) {
      timer = true;
      later(left > 0 ? left : HOLD.toNanos(), this::holdExpired);
    } else {
      releaseHeld();
      stream.flush();
    }
  }

  @Override
  void releaseHeld() {
    ByteBuf last = held;
    if (last != null) {
      held = null;
      give(last, last.readableBytes());
    }
  }

  private void give(ByteBuf buffer, int length) {
    lastWrite = System.nanoTime();
    backlog.given(length);
    pass(buffer, length);
  }

  @Override
  boolean endWithBytes() {
    if (held == null && !owner().saysFarewell()) {
      return false;
    }
    ByteBuf last = Unpooled.EMPTY_BUFFER;
    int length = 1;
    if (held == null) {
      outbox.began(length); // so that nothing else ends the stream
    } else {
      last = held;
      length = last.readableBytes();
      held = null;
    }
    int counted = length;
    backlog.given(length);
    stream
        .write(new DefaultQuicStreamFrame(last, true))
        .addListener(
            future -> {
              outbox.gone(counted);
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
    if (owner().hasInputEnded()) {
      sendFinOnceAcknowledged(System.nanoTime() + ACK_LIMIT.toNanos());
    } else {
      sendBareFin();
    }
  }

  /** Waits until all bytes must have been sent and acknowledged, for some seconds at most. */
  private void sendFinOnceAcknowledged(long end) {
    QuicConnectionPathStats before = Backlog.path(stream.parent());
    long now = System.nanoTime();
    if (before == null || now >= end) {
      sendBareFin();
      return;
    }
    if (backlog.large()) {
      lastWrite = now;
    }
    long waited = now - lastWrite - 3 * before.rtt() - ACK_DELAY.toNanos();
    if (waited >= 0 && (nothingUnderWay(before) || waited > UNSEEN_LIMIT.toNanos())) {
      sendBareFin();
      return;
    }
    later(
        waited < 0 ? -waited : Math.max(waited, ACK_LOOK.toNanos()),
        () -> {
          QuicConnectionPathStats after = Backlog.path(stream.parent());
          if (after != null && after.lost() > before.lost()) {
            lastWrite = System.nanoTime(); // may be what was just sent again
          }
          sendFinOnceAcknowledged(end);
        });
  }

  /** On a connection with other traffic there is always something. */
  private boolean nothingUnderWay(QuicConnectionPathStats path) {
    return QuicheInternals.streamCapacity(stream.parent(), stream.streamId()) >= path.cwnd();
  }

  private void sendBareFin() {
    sendFinNow();
    later(FIN_AGAIN.toNanos(), () -> repeatFin(FIN_AGAIN.toNanos()));
  }

  private void repeatFin(long waited) {
    QuicChannel connection = stream.parent();
    if (!gaveUp
        && connection.isActive()
        && QuicheInternals.streamCapacity(connection, stream.streamId()) >= 0) {
      QuicheInternals.sendFin(connection, stream.streamId());
      if (waited < FIN_LAST.toNanos()) {
        later(2 * waited, () -> repeatFin(2 * waited));
      }
    }
  }

  private void later(long nanos, Runnable task) {
    stream.eventLoop().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /** A peer that has stopped reading makes this fail, and needs no end any more. */
  @Override
  void finSent(boolean success) {
    hasEnded();
  }

  @Override
  void giveUp() {
    super.giveUp();
    gaveUp = true;
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
