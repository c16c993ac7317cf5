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

  private volatile long lastHeard = System.nanoTime();
  private volatile boolean asked;
  private volatile long rttNanos;

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
    if (asked) {
      asked = false;
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
    return asked ? Duration.ofNanos(System.nanoTime() - lastHeard) : Duration.ZERO;
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
    if (System.nanoTime() - lastHeard < intervalNanos / 2) {
      return;
    }
    if (datagrams) {
      asked = true;
      channel.writeAndFlush(Unpooled.directBuffer(BEAT.length).writeBytes(BEAT));
      return;
    }
    // What nobody reads uses up the stream's window, so a byte must do until the peer is in doubt.
    if (onStream != null && onStream.beat(asked ? BEAT.length : 1)) {
      asked = true;
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
