package connet.client.forward;

import connet.client.path.Path;
import connet.transport.QuicStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The stream of a forwarded connection in the hands of somebody who embeds the client; it counts
 * among the traffic of its endpoint until it is closed.
 */
public final class CountedStream implements Traffic.Flow, AutoCloseable {
  private final QuicStream stream;
  private final Path path;
  private final Traffic traffic;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final InputStream input;
  private final OutputStream output;

  private CountedStream(QuicStream stream, Path path, Traffic traffic) {
    this.stream = stream;
    this.path = path;
    this.traffic = traffic;
    this.input = new Input(stream.input());
    this.output = new Output(stream.output());
  }

  /** Counts the stream from now on. */
  public static CountedStream begin(QuicStream stream, Path path, Traffic traffic) {
    var counted = new CountedStream(stream, path, traffic);
    path.carries();
    traffic.began(counted);
    return counted;
  }

  /** What the peer sends. */
  public InputStream input() {
    return input;
  }

  /** What we send. */
  public OutputStream output() {
    return output;
  }

  /** Ends our direction. */
  public void shutdownOutput() {
    stream.shutdownOutput();
  }

  @Override
  public long sent() {
    return sent.get();
  }

  @Override
  public long received() {
    return received.get();
  }

  @Override
  public void reset() {
    stream.reset(0);
    over();
  }

  @Override
  public void close() {
    stream.close();
    over();
  }

  private void over() {
    if (over.compareAndSet(false, true)) {
      traffic.ended(this);
      path.carried();
    }
  }

  private final class Input extends FilterInputStream {
    private Input(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      received.addAndGet(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      received.addAndGet(Math.max(0, count));
      return count;
    }
  }

  private final class Output extends FilterOutputStream {
    private Output(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      sent.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sent.addAndGet(length);
    }
  }
}
