package connet.app.role;

/** Something that the user can put right kept the program from starting; the message says what. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  /** One line, which the program prints. */
  public StartException(String message) {
    super(message);
  }

  /** The same with what it comes from. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What to print, one line, without the program's name in front. */
  public String line() {
    return String.valueOf(getMessage());
  }
}
