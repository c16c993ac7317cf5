package connet.transport;

import io.netty.incubator.codec.quic.QuicStreamChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Looks whether the peer of a QUIC stream takes no more of it: programs of the existing network end
 * a stream by FIN and STOP_SENDING together, and the library does not always tell of the second,
 * nor of every reset. Runs on the event loop.
 */
final class StopLookout {
  /** So often is looked, and so long is waited for the other half of such an end. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final StreamHandler owner;
  private final QuicStreamChannel stream;
  private boolean running;

  StopLookout(StreamHandler owner, QuicStreamChannel stream) {
    this.owner = owner;
    this.stream = stream;
  }

  /** From now on the library knows the stream, and it is noticed when it does no longer. */
  void start() {
    if (!running) {
      running = true;
      later(this::look);
    }
  }

  private void look() {
    long capacity =
        stream.isOpen() ? QuicheInternals.streamCapacity(stream.parent(), stream.streamId()) : 0;
    if (capacity == QuicheInternals.NO_SUCH_STREAM && !owner.hasInputEnded()) {
      // A reset, its answer and the acknowledgement in one batch: the library was done with the
      // stream before it could tell of the reset.
      owner.abort(new StreamResetException("the peer reset the stream", 0), 0);
    } else if (capacity < 0 && !owner.hasOutputEnded()) {
      owner.stopped();
    } else {
      later(this::look);
    }
  }

  /** The peer has stopped reading: it is given some time to end its own direction as well. */
  void stopped() {
    later(
        () -> {
          if (!owner.hasInputEnded()) {
            owner.abort(new StreamResetException("the peer stopped reading", 0), 0);
          }
        });
  }

  private void later(Runnable check) {
    stream
        .eventLoop()
        .schedule(
            () -> {
              if (!owner.isOver()) {
                check.run();
              }
            },
            EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }
}
