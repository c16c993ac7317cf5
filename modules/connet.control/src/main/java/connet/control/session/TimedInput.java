package connet.control.session;

import connet.transport.QuicStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A stream's input whose reads, taken together, have to be done by a moment. For one thread. */
final class TimedInput extends InputStream {
  private final QuicStream stream;
  private final InputStream input;
  private boolean limited;
  private long deadline; // System.nanoTime, when limited

  TimedInput(QuicStream stream) {
    this.stream = stream;
    this.input = stream.input();
  }

  /** From now on everything has to be read within {@code time}. */
  void within(Duration time) {
    limited = true;
    deadline = System.nanoTime() + time.toNanos();
  }

  /** From now on a read may take as long as it likes. */
  void unlimited() {
    limited = false;
    stream.readTimeout(Duration.ZERO);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (limited) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException("the message did not come in time");
      }
      stream.readTimeout(Duration.ofNanos(left));
    }
    return input.read(bytes, offset, length);
  }
}
