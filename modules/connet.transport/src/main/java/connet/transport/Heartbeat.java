package connet.transport;

import io.netty.buffer.Unpooled;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicConnectionPathStats;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection alive and notices when its peer has gone: the QUIC library has no call for a
 * PING, so what asks for an acknowledgement is a small DATAGRAM, or a byte on a stream that the
 * peer does not read. Runs on the event loop; what it has found is read from anywhere.
 */
final class Heartbeat implements Runnable {
  /** As often as the existing network's programs send a PING. */
  static final Duration DEFAULT = Duration.ofSeconds(10);

  /**
   * Long enough for the packet to be answered by a stateless reset should the peer have restarted.
   */
  private static final byte[] BEAT = new byte[24];

  private final QuicChannel channel;
  private long intervalNanos = DEFAULT.toNanos();
  private @Nullable QuicStream onStream;
  private boolean datagrams;
  private boolean stopped;
  private @Nullable ScheduledFuture<?> timer;

  private long lastHeard = System.nanoTime();
  private volatile @Nullable Silence silence;
  private volatile long rttNanos;

  /**
   * How long the peer had been silent when the event loop last looked. Time in which the loop could
   * not look, because the machine was busy or slept, says nothing of the peer: each look adds no
   * more than the time between two looks.
   */
  private record Silence(long nanos, long lookedAt, long most) {
    Silence look(long now, long mostNext) {
      return new Silence(until(now), now, mostNext);
    }

    long until(long now) {
      return nanos + Math.min(now - lookedAt, most);
    }
  }

  Heartbeat(QuicChannel channel) {
    this.channel = channel;
  }

  void start() {
    lastHeard = System.nanoTime();
    measure();
    schedule();
  }

  void every(Duration interval, @Nullable QuicStream stream) {
    intervalNanos = interval.toNanos();
    onStream = stream;
    schedule();
  }

  void datagramsTaken() {
    datagrams = true;
  }

  void heard(long now) {
    lastHeard = now;
    if (silence != null) {
      silence = null;
    }
  }

  void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  Duration smoothedRtt() {
    return Duration.ofNanos(rttNanos);
  }

  Duration silentFor() {
    Silence known = silence;
    return known == null ? Duration.ZERO : Duration.ofNanos(known.until(System.nanoTime()));
  }

  private void schedule() {
    if (timer != null) {
      timer.cancel(false);
    }
    if (!stopped) {
      // Twice per interval, so that a silence is met with a beat at most half an interval late.
      long half = Math.max(intervalNanos / 2, 1);
      timer = channel.eventLoop().scheduleAtFixedRate(this, half, half, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void run() {
    measure();
    long now = System.nanoTime();
    Silence known = silence;
    if (known != null) {
      silence = known.look(now, intervalNanos / 2);
    }
    if (now - lastHeard < intervalNanos / 2) {
      return;
    }
    if (datagrams) {
      channel.writeAndFlush(Unpooled.directBuffer(BEAT.length).writeBytes(BEAT));
      asked(now);
      return;
    }
    // What nobody reads uses up the stream's window, so a byte must do until the peer is in doubt.
    if (onStream != null && onStream.beat(known == null ? 1 : BEAT.length)) {
      asked(now);
    }
  }

  private void asked(long now) {
    if (silence == null) {
      long half = intervalNanos / 2;
      silence = new Silence(Math.min(now - lastHeard, intervalNanos), now, half);
    }
  }

  private void measure() {
    channel
        .collectPathStats(0)
        .addListener(
            (Future<QuicConnectionPathStats> stats) -> {
              if (stats.isSuccess()) {
                rttNanos = stats.getNow().rtt();
              }
            });
  }
}
