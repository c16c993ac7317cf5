package connet.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Two joined streams. Half-close is kept: the end of one direction ends that direction on the other
 * side, and only that. A reset or a lost connection resets the other side.
 */
public final class Join {
  private final StreamHandler a;
  private final StreamHandler b;
  private final CompletableFuture<JoinEnd> end = new CompletableFuture<>();

  // Written on the event loop only.
  private volatile long bytesFromA;
  private volatile long bytesFromB;

  private Join(StreamHandler a, StreamHandler b) {
    this.a = a;
    this.b = b;
  }

  static Join of(StreamHandler a, StreamHandler b) {
    EventLoop loop = a.channel().eventLoop();
    if (!loop.equals(b.channel().eventLoop())) {
      throw new IllegalArgumentException("the streams belong to different sockets");
    }
    var join = new Join(a, b);
    boolean running =
        a.onLoop(
            () -> {
              a.join(b, join);
              b.join(a, join);
            });
    if (!running) {
      join.end.complete(new JoinEnd.Broken("the socket is closed"));
    }
    return join;
  }

  /** Waits until both directions have ended or one has broken. */
  public JoinEnd await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes received from the first stream so far. */
  public long bytesFromA() {
    return bytesFromA;
  }

  /** Bytes received from the second stream so far. */
  public long bytesFromB() {
    return bytesFromB;
  }

  /** Breaks both streams off. */
  public void reset(long code) {
    a.reset(code);
    b.reset(code);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the event loop
  void count(StreamHandler from, int bytes) {
    if (from.equals(a)) {
      bytesFromA += bytes;
    } else {
      bytesFromB += bytes;
    }
  }

  void sideEnded() {
    if (a.isOver() && b.isOver()) {
      end.complete(new JoinEnd.Complete());
    }
  }

  void broken(String why) {
    end.complete(new JoinEnd.Broken(why));
    reset(0);
  }
}
