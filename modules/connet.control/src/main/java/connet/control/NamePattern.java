package connet.control;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Which names of endpoints match: a regular expression of the RE2 kind, found anywhere in the name
 * unless it says otherwise. Such an expression takes time in proportion to the name, whatever a
 * client sends; it has neither look-around nor back references.
 */
public final class NamePattern {
  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException when it is none; the text says why
   */
  public static NamePattern parse(String expression) {
    try {
      return new NamePattern(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + expression + "' is not a regular expression: " + e.getDescription(), e);
    }
  }

  /** Whether a name matches. */
  public boolean matches(String name) {
    return pattern.matcher(name).find();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamePattern that && that.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The expression. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
