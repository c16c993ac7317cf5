package connet.control.session;

import connet.protocol.Framing;
import connet.transport.QuicStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages on a stream. One thread reads; any may write, one message at a time, and nothing after
 * the last one.
 */
final class MessageStream {
  private final QuicStream stream;
  private final Framing framing;
  private final SessionLimits limits;
  private final TimedInput timed;
  private final PushbackInputStream input;
  private final ReentrantLock writing = new ReentrantLock();
  private boolean finished; // guarded by writing

  MessageStream(QuicStream stream, Framing framing, SessionLimits limits) {
    this.stream = stream;
    this.framing = framing;
    this.limits = limits;
    this.timed = new TimedInput(stream);
    this.input = new PushbackInputStream(timed, 1);
    stream.writeTimeout(limits.write());
  }

  /** Reads a message that has to come now: all of it by one deadline, also byte by byte. */
  byte[] read() throws IOException {
    timed.within(limits.request());
    byte[] body = framing.read(input, Framing.UNAUTHENTICATED_MAX);
    timed.unlimited();
    return body;
  }

  /**
   * Waits without limit for a message to begin, then reads it; null when the peer has ended the
   * conversation.
   */
  byte @Nullable [] next() throws IOException {
    int first = input.read();
    if (first < 0) {
      return null;
    }
    input.unread(first);
    return read();
  }

  /**
   * Writes a message; throws {@link java.net.SocketTimeoutException} when the peer does not take it
   * in time.
   */
  void write(byte[] body) throws IOException {
    writing.lock();
    try {
      if (!finished) {
        framing.write(stream.output(), body);
      }
    } finally {
      writing.unlock();
    }
  }

  /** Writes the last message and ends our direction. */
  void finish(byte[] body) throws IOException {
    writing.lock();
    try {
      if (!finished) {
        finished = true;
        framing.write(stream.output(), body);
        stream.shutdownOutput();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Ends both directions at once; whoever reads or writes fails. */
  void abort(int code) {
    stream.reset(code);
  }
}
