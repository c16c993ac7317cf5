package connet.client.address;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Host names to addresses, each time anew. The system's resolver may block for as long as it likes
 * and cannot be interrupted; it would hold one of the few carriers of all virtual threads, so it
 * runs on threads of its own, and whoever asked is freed when time is up.
 *
 * <p>Thread-safe.
 */
public final class Names implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int THREADS = 4;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("connet-names-", 1).factory());

  /** Threads are started when they are needed and end when they are not. */
  public Names() {
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * All addresses of a host, in the order of the system's preference.
   *
   * @param host a name, or an address, which is not looked up
   * @throws IOException when there are none, or there is no answer within five seconds
   */
  public List<InetAddress> resolve(String host) throws IOException {
    Future<InetAddress[]> answer = ask(host);
    try {
      return List.of(answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new IOException(
          "the name " + host + " was not resolved within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new UnknownHostException("there is no address for the name " + host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private Future<InetAddress[]> ask(String host) throws IOException {
    var answer = new FutureTask<>(() -> InetAddress.getAllByName(host));
    if (host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
      answer.run();
    } else {
      try {
        threads.execute(answer);
      } catch (RejectedExecutionException e) {
        throw new IOException("the client is closed", e);
      }
    }
    return answer;
  }

  /** Nothing is resolved from now on. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
