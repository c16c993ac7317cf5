package connet.control.session;

import connet.control.TokenRules;
import connet.control.directory.RefusedException;
import connet.protocol.ErrorCode;
import connet.protocol.Role;
import java.net.InetSocketAddress;
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

    /**
     * Refuses an endpoint or a role for which the token is not good.
     *
     * @throws RefusedException with the code for it
     */
    void check(String endpoint, Role role) throws RefusedException {
      TokenRules rules = tokens.rules(number);
      if (rules.names().isPresent() && !rules.names().get().matches(endpoint)) {
        throw new RefusedException(
            ErrorCode.ENDPOINT_NOT_ALLOWED,
            "endpoint not allowed: this token is not good for '" + Printable.text(endpoint) + "'");
      }
      if (rules.role().isPresent() && rules.role().get() != role) {
        throw new RefusedException(
            ErrorCode.ROLE_NOT_ALLOWED, "role not allowed: this token is not good for a " + role);
      }
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
   * Takes a token for a connection; what is refused learns nothing about the tokens that there are,
   * unless it shows one that is good elsewhere.
   */
  Use begin(String token, InetSocketAddress from) throws RefusedException {
    OptionalInt found = tokens.find(token);
    if (found.isEmpty()) {
      throw new RefusedException(
          ErrorCode.AUTHENTICATION_FAILED, "authentication failed: the token is not accepted");
    }
    if (!tokens.rules(found.getAsInt()).addresses().allows(from.getAddress())) {
      throw new RefusedException(
          ErrorCode.AUTHENTICATION_FAILED,
          "authentication failed: the token is not accepted from " + Printable.address(from));
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
