package connet.protocol;

import connet.protocol.wire.Model;

/**
 * An error as it is sent to a peer.
 *
 * @param code one of {@link ErrorCode}, or a number that only the sender knows
 * @param message for a person; when it was received, without control characters and no longer than
 *     {@link Limits#ERROR_MESSAGE}
 */
public record ErrorStatus(int code, String message) {
  static ErrorStatus fromWire(Model.Error error) {
    return new ErrorStatus(error.getCode(), printable(error.getMessage()));
  }

  Model.Error toWire() {
    return Model.Error.newBuilder().setCode(code).setMessage(message).build();
  }

  /**
   * The message is a stranger's and goes to logs and terminals: it must not write lines of its own
   * there.
   */
  private static String printable(String text) {
    int length = Math.min(text.length(), Limits.ERROR_MESSAGE);
    StringBuilder printable = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      printable.append(Character.isISOControl(c) ? ' ' : c);
    }
    return printable.toString();
  }

  /** The message with its code: {@code "no such token (100)"}. */
  @Override
  public String toString() {
    return (message.isEmpty() ? ErrorCode.describe(code) : message) + " (" + code + ")";
  }
}
