package connet.app.notify;

import connet.app.role.Background;
import connet.app.role.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd when a role does what it is for, how it stands, and that it ends. Without {@code
 * $NOTIFY_SOCKET}, which systemd sets for a unit with {@code Type=notify}, it tells nobody.
 *
 * <p>A virtual thread watches the role from {@link #tell} until {@link #close}.
 */
public final class Readiness implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  /** How soon a change is told; nobody but a person who looks is waiting for it. */
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Where messages go. */
  interface Channel {
    void send(String message) throws IOException;
  }

  private final @Nullable Channel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch ending = new CountDownLatch(1);

  private Readiness(@Nullable Channel channel) {
    this.channel = channel;
  }

  /** Begins to tell of a role whoever the environment names. */
  public static Readiness tell(Map<String, String> environment, Role role) {
    return tell(channel(environment.getOrDefault("NOTIFY_SOCKET", "")), role);
  }

  static Readiness tell(@Nullable Channel channel, Role role) {
    Readiness readiness = new Readiness(channel);
    if (channel != null) {
      Background.start("readiness", () -> readiness.watch(channel, role));
    }
    return readiness;
  }

  private static @Nullable Channel channel(String socket) {
    if (socket.isEmpty()) {
      return null;
    }
    // A virtual machine's host may be named by "vsock:", which no unit of connet has.
    if (!socket.startsWith("/") && !socket.startsWith("@")) {
      LOG.warn("nobody is told of the start, not a unix socket NOTIFY_SOCKET={}", socket);
      return null;
    }
    try {
      return new UnixDatagram(socket)::send;
    } catch (IOException e) {
      LOG.warn("nobody is told of the start why={}", e.getMessage());
      return null;
    }
  }

  private void watch(Channel to, Role role) throws IOException, InterruptedException {
    String told = "";
    boolean ready = false;
    do {
      boolean nowReady = ready || role.awaitReady(EVERY);
      String state = oneLine(role.state());
      if (nowReady && !ready) {
        send(to, "READY=1\nSTATUS=" + state);
      } else if (!state.equals(told)) {
        send(to, "STATUS=" + state);
      }
      told = state;
      ready = nowReady;
    } while (!ending.await(ready ? EVERY.toMillis() : 0, TimeUnit.MILLISECONDS));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  /** Sends it unless the end was told before. */
  private void send(Channel to, String message) {
    lock.lock();
    try {
      if (ending.getCount() > 0) {
        to.send(message);
      }
    } catch (IOException e) {
      LOG.warn("the service manager is not told why={}", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  /** Says that the program ends, and nothing more. */
  @Override
  public void close() {
    if (channel != null) {
      send(channel, "STOPPING=1");
    }
    ending.countDown();
  }
}
