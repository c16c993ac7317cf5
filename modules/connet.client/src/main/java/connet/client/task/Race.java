package connet.client.task;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Several attempts at the same thing: each is started a little after the one before, or as soon as
 * that one has failed, and the first to succeed ends the others (the idea of RFC 8305).
 */
public final class Race<T extends AutoCloseable> {
  /** One attempt; ended by an interrupt. */
  public interface Attempt<T> {
    /** Blocks until it has succeeded or failed. */
    T run() throws IOException, InterruptedException;
  }

  private sealed interface Outcome<T> {
    record Won<T>(T prize) implements Outcome<T> {}

    record Lost<T>(IOException why) implements Outcome<T> {}
  }

  private final AtomicBoolean decided = new AtomicBoolean();
  private final BlockingQueue<Outcome<T>> outcomes = new LinkedBlockingQueue<>();

  private Race() {}

  /**
   * The result of the first attempt that succeeds; one that comes too late is closed.
   *
   * @param name for thread dumps
   * @param attempts at least one
   * @param stagger the time between two starts
   * @throws IOException when all have failed: the first failure, the others suppressed
   */
  public static <T extends AutoCloseable> T first(
      String name, List<? extends Attempt<T>> attempts, Duration stagger)
      throws IOException, InterruptedException {
    return new Race<T>().run(name, attempts, stagger);
  }

  private T run(String name, List<? extends Attempt<T>> attempts, Duration stagger)
      throws IOException, InterruptedException {
    List<IOException> failures = new ArrayList<>();
    try (var tasks = new Tasks(name)) {
      int started = 0;
      while (failures.size() < attempts.size()) {
        if (started < attempts.size()) {
          Attempt<T> attempt = attempts.get(started++);
          tasks.start("attempt " + started, () -> run(attempt));
        }
        long patience = started < attempts.size() ? stagger.toNanos() : Long.MAX_VALUE;
        switch (outcomes.poll(patience, TimeUnit.NANOSECONDS)) {
          case null -> {}
          case Outcome.Won<T>(T prize) -> {
            return prize;
          }
          case Outcome.Lost<T>(IOException why) -> failures.add(why);
        }
      }
    } finally {
      decided.set(true);
      outcomes.forEach(Race::discard); // a winner whose news came after our interrupt
    }
    IOException failure = failures.getFirst();
    failures.stream().skip(1).forEach(failure::addSuppressed);
    throw failure;
  }

  private void run(Attempt<T> attempt) throws InterruptedException {
    try {
      T prize = attempt.run();
      if (decided.compareAndSet(false, true)) {
        outcomes.add(new Outcome.Won<>(prize));
      } else {
        close(prize);
      }
    } catch (IOException e) {
      outcomes.add(new Outcome.Lost<>(e));
    } catch (RuntimeException e) {
      outcomes.add(new Outcome.Lost<>(new IOException(e)));
      throw e;
    }
  }

  private static <T extends AutoCloseable> void discard(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Won<T>(T prize)) {
      close(prize);
    }
  }

  private static void close(AutoCloseable prize) {
    try {
      prize.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing what came too late", e);
    }
  }
}
