package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;

/**
 * Writes to a channel and ends its sending direction once everything written has gone. Runs on the
 * event loop.
 */
class StreamWriter {
  private final StreamHandler owner;
  private final Outbox outbox;
  private final DuplexChannel channel;
  private boolean ending;
  private boolean ended;

  StreamWriter(StreamHandler owner, Outbox outbox, DuplexChannel channel) {
    this.owner = owner;
    this.outbox = outbox;
    this.channel = channel;
  }

  /** Writes a buffer that the outbox has counted; takes it over. */
  final void write(ByteBuf buffer, int length) {
    if (ending) {
      buffer.release();
      outbox.gone(length);
    } else {
      accept(buffer, length);
    }
  }

  /** Ends the direction after everything written. */
  final void end() {
    if (!ending) {
      ending = true;
      if (!endWithBytes() && outbox.underWay() == 0) {
        sendFin();
      }
    }
  }

  /** Nothing more can be written or is worth it. */
  void giveUp() {
    ending = true;
    ended = true;
  }

  final boolean ending() {
    return ending;
  }

  final boolean ended() {
    return ended;
  }

  final StreamHandler owner() {
    return owner;
  }

  /** What was written so far goes before anything that is done to the channel now. */
  void releaseHeld() {}

  /** Takes a buffer for which there is still room before the end. */
  void accept(ByteBuf buffer, int length) {
    pass(buffer, length);
  }

  /**
   * Ends the direction together with bytes that are at hand, or are to be said at the end; returns
   * false if there are none.
   */
  boolean endWithBytes() {
    if (!owner.saysFarewell()) {
      return false;
    }
    outbox.began(1); // so that the end waits for it
    pass(Layer.Farewell.INSTANCE, 1);
    channel.flush();
    return true;
  }

  /** Everything has gone: the end may follow. */
  void sendFin() {
    sendFinNow();
  }

  final void pass(Object message, int length) {
    ChannelFuture written = channel.write(message);
    if (written.isSuccess()) {
      written(length);
    } else {
      written.addListener(
          future -> {
            written(length);
            if (future.cause() != null) {
              owner.writeFailed(future.cause());
            }
          });
    }
  }

  private void written(int length) {
    int underWay = outbox.gone(length);
    if (underWay == 0 && ending && !ended) {
      sendFin();
    }
    owner.written(underWay);
  }

  final void sendFinNow() {
    if (!ended) {
      channel.shutdownOutput().addListener(future -> finSent(future.isSuccess()));
    }
  }

  /** The end has been handed to the system, or could not be. */
  void finSent(boolean success) {
    if (success) {
      hasEnded();
    } else if (!ended) {
      owner.abort(new StreamResetException("the TCP connection was lost", 0), 0);
    }
  }

  final void hasEnded() {
    if (!ended) {
      ended = true;
      owner.outputEnded();
    }
  }
}
