package connet.transport;

import java.io.IOException;

/** One failure is met by several threads: each gets an exception with its own stack. */
final class Failures {
  private Failures() {}

  static IOException copy(IOException failure) {
    return switch (failure) {
      case StreamResetException reset ->
          new StreamResetException(String.valueOf(reset.getMessage()), reset.code());
      case ConnectionClosedException closed -> new ConnectionClosedException(closed.end());
      default -> new IOException(failure.getMessage(), failure);
    };
  }
}
