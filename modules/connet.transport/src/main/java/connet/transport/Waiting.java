package connet.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits on a virtual thread for what an event loop is going to do. */
final class Waiting {
  private Waiting() {}

  /** The result; an interrupt becomes an {@link InterruptedIOException}, the flag is kept. */
  static <T> T on(CompletableFuture<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    }
  }

  /** The result, or null when it is not there in time. */
  static <T> @Nullable T on(CompletableFuture<T> future, Duration timeout) throws IOException {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    }
  }

  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  private static IOException unwrapped(@Nullable Throwable cause) {
    return switch (cause) {
      // A new exception for every waiter, with the waiter's own stack.
      case ConnectionClosedException closed -> new ConnectionClosedException(closed.end());
      case IOException io -> io;
      case null -> new IOException("failed");
      default -> new IOException(cause.getMessage(), cause);
    };
  }
}
