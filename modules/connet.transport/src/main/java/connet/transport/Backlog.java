package connet.transport;

import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicConnectionPathStats;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of the bytes that a connection's streams have been given and that were not sent yet.
 * The QUIC library takes more than the congestion window lets it send, seconds' worth when many
 * streams write at once, and does not tell of it. What has been sent is counted with headers, so
 * that the estimate falls a little too fast; what a stream had not sent when it was reset makes it
 * too high, for some seconds. Runs on the event loop.
 */
final class Backlog {
  /** More than this is more than the next flush is likely to take along. */
  private static final long LARGE = 64 * 1024;

  private static final long REFRESH_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** An estimate that stays up for longer is not believed any more. */
  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final QuicChannel connection;
  private long bytes;
  private long sent;
  private long readAt = System.nanoTime() - REFRESH_NANOS;
  private long largeSince;

  Backlog(QuicChannel connection) {
    this.connection = connection;
  }

  /** A stream was given so many bytes. */
  void given(int length) {
    if (bytes <= LARGE) {
      largeSince = System.nanoTime();
    }
    bytes += length;
  }

  /** Whether what is written now has to wait behind much else. */
  boolean large() {
    if (bytes > LARGE && System.nanoTime() - readAt >= REFRESH_NANOS) {
      refresh();
    }
    return bytes > LARGE;
  }

  private void refresh() {
    readAt = System.nanoTime();
    QuicConnectionPathStats path = path(connection);
    if (path == null || readAt - largeSince > FORGET_NANOS) {
      bytes = 0;
    } else {
      bytes = Math.max(0, bytes - (path.sentBytes() - sent));
    }
    if (path != null) {
      sent = path.sentBytes();
    }
  }

  /** The numbers of the connection's path; null once the connection is gone. */
  static @Nullable QuicConnectionPathStats path(QuicChannel connection) {
    return connection.collectPathStats(0).getNow();
  }
}
