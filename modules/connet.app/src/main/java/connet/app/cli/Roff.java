package connet.app.cli;

import java.util.List;

/**
 * Writes text in the language of man(7). Lines are ended by what begins a new one. Not thread-safe.
 */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  /** A request or macro with its arguments. */
  Roff request(String name, String... arguments) {
    end();
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
    return this;
  }

  Roff section(String title) {
    return request("SH", title);
  }

  Roff subsection(String title) {
    return request("SS", title);
  }

  Roff paragraph() {
    return request("PP");
  }

  /** Begins an item: what follows on this line is its head, the next lines are its body. */
  Roff item() {
    return request("TP");
  }

  /** Ordinary text. */
  Roff text(String words) {
    return append(escaped(words));
  }

  /** Lines of text, each on its own. */
  Roff text(String[] lines) {
    for (String line : lines) {
      text(line).end();
    }
    return this;
  }

  Roff bold(String words) {
    return append("\\fB" + escaped(words) + "\\fR");
  }

  Roff italic(String words) {
    return append("\\fI" + escaped(words) + "\\fR");
  }

  /** The name of another page, and what follows it. */
  Roff reference(String page, String section, String after) {
    return request("BR", page, "(" + section + ")" + after);
  }

  /** Lines that are shown as they are. */
  Roff verbatim(List<String> lines) {
    request("nf");
    lines.forEach(line -> text(line).end());
    return request("fi");
  }

  /** Ends the line, if one was begun. */
  Roff end() {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
    return this;
  }

  private Roff append(String words) {
    boolean first = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    // A dot or an apostrophe at the beginning of a line would make it a request.
    if (first && (words.startsWith(".") || words.startsWith("'"))) {
      text.append("\\&");
    }
    text.append(words);
    return this;
  }

  private static String escaped(String words) {
    return words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
  }

  @Override
  public String toString() {
    return end().text.toString();
  }
}
