package connet.control.session;

import connet.control.directory.RefusedException;
import connet.protocol.ErrorCode;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Checks tokens and counts the connections that each has open. Thread-safe. */
final class TokenUse {
  private final Tokens tokens;
  private final int limit;
  private final AtomicIntegerArray open;

  /** A token that has been accepted for one connection. */
  final class Use {
    private final int number;

    private Use(int number) {
      this.number = number;
    }

    /** The connection has ended. */
    void end() {
      open.decrementAndGet(number);
    }
  }

  TokenUse(Tokens tokens, int limit) {
    this.tokens = tokens;
    this.limit = limit;
    this.open = new AtomicIntegerArray(tokens.size());
  }

  /**
   * Takes a token for a connection; what is refused learns nothing about the tokens that there are.
   */
  Use begin(String token) throws RefusedException {
    OptionalInt found = tokens.find(token);
    if (found.isEmpty()) {
      throw new RefusedException(
          ErrorCode.AUTHENTICATION_FAILED, "authentication failed: the token is not accepted");
    }
    Use use = new Use(found.getAsInt());
    if (open.incrementAndGet(use.number) > limit) {
      use.end();
      throw new RefusedException(
          ErrorCode.AUTHENTICATION_FAILED,
          "too many connections with this token, at most " + limit + " at a time");
    }
    return use;
  }
}
