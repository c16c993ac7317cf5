package connet.client.stream;

import connet.protocol.DetectedFrame;
import connet.protocol.Framing;
import connet.transport.QuicStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Reads messages with a time limit for the whole message: a peer that sends a byte now and then
 * gains nothing by it.
 */
public final class TimedFrames {
  private TimedFrames() {}

  /**
   * One message.
   *
   * @throws SocketTimeoutException when it is not complete in time
   */
  public static byte[] read(QuicStream stream, Framing framing, int limit, Duration within)
      throws IOException {
    try {
      return framing.read(new Timed(stream, within), limit);
    } finally {
      stream.readTimeout(Duration.ZERO);
    }
  }

  /**
   * One message in whichever framing.
   *
   * @throws SocketTimeoutException when it is not complete in time
   */
  public static DetectedFrame readDetecting(QuicStream stream, int limit, Duration within)
      throws IOException {
    try {
      return Framing.readDetecting(new Timed(stream, within), limit);
    } finally {
      stream.readTimeout(Duration.ZERO);
    }
  }

  private static final class Timed extends InputStream {
    private final QuicStream stream;
    private final long end;

    private Timed(QuicStream stream, Duration within) {
      this.stream = stream;
      this.end = System.nanoTime() + within.toNanos();
    }

    @Override
    public int read() throws IOException {
      limit();
      return stream.input().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      limit();
      return stream.input().read(bytes, offset, length);
    }

    private void limit() throws SocketTimeoutException {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException("no complete message in time");
      }
      stream.readTimeout(Duration.ofNanos(left));
    }
  }
}
