package connet.client;

import java.io.IOException;

/**
 * The control server has refused the client or one of its endpoints: trying again will not help.
 */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int code;

  RefusedException(String message, int code) {
    super(message);
    this.code = code;
  }

  /**
   * The error code of the connet protocol: 100 for a wrong token, 101 for a name and 102 for a role
   * that the token does not allow.
   */
  public int code() {
    return code;
  }
}
