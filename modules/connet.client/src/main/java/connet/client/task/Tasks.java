package connet.client.task;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversations that end together: each runs on a virtual thread of its own, and closing the group
 * interrupts all that still run and waits for them.
 *
 * <p>Thread-safe. Closed by whoever made it; one of its own tasks may close it, too, and is then
 * neither interrupted nor waited for.
 */
public final class Tasks implements AutoCloseable {
  /** A conversation. What it throws because it was interrupted is not worth a word. */
  public interface Task {
    /** Runs until done. */
    void run() throws IOException, InterruptedException;
  }

  /** One conversation of the group. */
  public static final class Running {
    private final Thread thread;
    private final boolean started;

    private Running(Thread thread, boolean started) {
      this.thread = thread;
      this.started = started;
    }

    /** False when the group was closed already: what the task would have closed is still open. */
    public boolean started() {
      return started;
    }

    /** Interrupts it and returns at once. */
    public void cancel() {
      thread.interrupt();
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

  /** Everything that a task waits for ends with its interrupt; this is for what forgets to. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String name;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final ReentrantLock starting = new ReentrantLock();
  private boolean closed; // guarded by starting

  /** An empty group; the name is for thread dumps and logs. */
  public Tasks(String name) {
    this.name = name;
  }

  /** Starts a conversation, or none when the group is closed. */
  public Running start(String what, Task task) {
    Thread thread = Thread.ofVirtual().name(name + " " + what).unstarted(() -> run(what, task));
    starting.lock();
    try {
      boolean starts = !closed;
      if (starts) {
        running.add(thread);
        thread.start();
      }
      return new Running(thread, starts);
    } finally {
      starting.unlock();
    }
  }

  private void run(String what, Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      LOG.trace("{} {} was interrupted", name, what);
    } catch (IOException e) {
      LOG.debug("{} {} ended why={}", name, what, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} {} failed, which is a fault of this program", name, what, e);
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  /** Ends all of them. Returns when they have ended, or after two seconds. */
  @Override
  public void close() {
    starting.lock();
    try {
      closed = true;
    } finally {
      starting.unlock();
    }
    Thread self = Thread.currentThread();
    running.stream().filter(thread -> thread != self).forEach(Thread::interrupt);
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = false;
    for (Thread thread : running) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (thread == self || left.isNegative()) {
        continue;
      }
      try {
        if (!thread.join(left)) {
          LOG.warn("still running after its interrupt task={}", thread.getName());
        }
      } catch (InterruptedException e) {
        interrupted = true;
        end = System.nanoTime();
      }
    }
    if (interrupted) {
      self.interrupt();
    }
  }
}
