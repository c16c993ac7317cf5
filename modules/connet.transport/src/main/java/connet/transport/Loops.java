package connet.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/** Hands work to an event loop that may have ended meanwhile. */
final class Loops {
  private Loops() {}

  /** Runs the task on the loop, at once if this is the loop; returns false if it has ended. */
  static boolean run(EventLoop loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
      return true;
    }
    return later(loop, task);
  }

  /** Runs the task on the loop, after what it does now; returns false if it has ended. */
  static boolean later(EventLoop loop, Runnable task) {
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
