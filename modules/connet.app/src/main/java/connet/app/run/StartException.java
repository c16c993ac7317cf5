package connet.app.run;

/** Something that the user can put right kept the program from starting; the message says what. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What to print, one line, without the program's name in front. */
  String line() {
    return String.valueOf(getMessage());
  }
}
