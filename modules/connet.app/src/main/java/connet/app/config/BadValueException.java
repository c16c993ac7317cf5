package connet.app.config;

/** A value that a key cannot take; the message says why and reads on after the key's name. */
public final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param why what is wrong, without the key's name and without a full stop
   */
  public BadValueException(String why) {
    super(why);
  }

  /** What is wrong, fit to follow the name of the key or flag. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
