package connet.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the lines that keys stand on. The TOML parser tells what a file says but not where, so this
 * reads the text a second time, only for the places: headers of tables, dotted and quoted keys,
 * inline tables. It takes the text to be what the parser accepted; any other text gives some
 * answer, but never an exception.
 */
final class KeyLines {
  /** Twice the depth of the deepest key that there is. */
  private static final int DEEPEST = 8;

  private record Open(boolean table, List<String> path) {}

  private final String text;
  private final Map<List<String>, Integer> lines = new HashMap<>();

  /** How many tables each array has had so far. */
  private final Map<List<String>, Integer> tablesIn = new HashMap<>();

  private int at;
  private int line = 1;

  private KeyLines(String text) {
    this.text = text;
  }

  static KeyLines of(String toml) {
    KeyLines found = new KeyLines(toml);
    found.scan();
    return found;
  }

  /** The line of a key or table, else that of the nearest table around it; counted from 1. */
  int lineOf(List<String> path) {
    for (int length = Math.min(path.size(), DEEPEST); length > 0; length--) {
      Integer known = lines.get(path.subList(0, length));
      if (known != null) {
        return known;
      }
    }
    return 1;
  }

  /** Whether this very key or table was found. */
  boolean knows(List<String> path) {
    return lines.containsKey(path);
  }

  private void scan() {
    List<String> table = List.of();
    while (skipToNext()) {
      if (peek() == '[') {
        boolean inArray = text.startsWith("[[", at);
        skipAll("[ \t");
        table = key(List.of());
        note(table);
        if (inArray) {
          table = Tables.child(table, Tables.index(tablesIn.merge(table, 1, Integer::sum) - 1));
          note(table);
        }
        skipLine();
      } else {
        entry(table);
      }
    }
  }

  /** Reads {@code key = value} and notes every key on the way. */
  private void entry(List<String> table) {
    int before = at;
    List<String> key = key(table);
    note(key);
    skipAll(" \t=");
    value(key);
    if (at == before) {
      next();
    }
  }

  private void note(List<String> path) {
    for (int length = 1; length <= Math.min(path.size(), DEEPEST); length++) {
      lines.putIfAbsent(List.copyOf(path.subList(0, length)), line);
    }
  }

  /** Reads a dotted key; stops before what cannot belong to it. */
  private List<String> key(List<String> table) {
    List<String> path = new ArrayList<>(table);
    while (true) {
      skipAll(" \t");
      path.add(peek() == '"' || peek() == '\'' ? quoted() : bareKey());
      skipAll(" \t");
      if (peek() != '.') {
        return path;
      }
      next();
    }
  }

  private String bareKey() {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '-' || peek() == '_') {
      next();
    }
    return text.substring(start, at);
  }

  /** Skips a value, and notes the keys of the inline tables in it. */
  private void value(List<String> key) {
    // What is open is kept in a list, as recursion could be driven to any depth by the text.
    List<Open> open = new ArrayList<>();
    List<String> path = key;
    while (at < text.length()) {
      char c = peek();
      boolean inTable = !open.isEmpty() && open.getLast().table();
      if (c == '"' || c == '\'') {
        quoted();
      } else if (c == '#') {
        skipLine();
      } else if (c == '\n' && open.isEmpty()) {
        return;
      } else if (c == '[' || c == '{') {
        next();
        open.add(new Open(c == '{', path));
        path = c == '{' ? inlineKey(path) : path;
      } else if ((c == ']' || c == '}') && !open.isEmpty()) {
        next();
        path = open.removeLast().path();
      } else if (c == ',' && inTable) {
        next();
        path = inlineKey(open.getLast().path());
      } else {
        next();
      }
    }
  }

  private List<String> inlineKey(List<String> table) {
    skipAll(" \t\r\n");
    char c = peek();
    if (!Character.isLetterOrDigit(c) && "\"'-_".indexOf(c) < 0) {
      return table;
    }
    List<String> path = key(table);
    note(path);
    return path;
  }

  /** Reads a text in one or three quotes of either kind, escapes resolved where keys use them. */
  private String quoted() {
    char quote = peek();
    boolean three = text.startsWith(String.valueOf(quote).repeat(3), at);
    int closing = three ? 3 : 1;
    at += closing;
    StringBuilder read = new StringBuilder();
    while (at < text.length()) {
      char c = peek();
      if (c == quote && text.startsWith(String.valueOf(quote).repeat(closing), at)) {
        at += closing;
        // One or two quotes may belong to the text and stand before the three that close it.
        for (int extra = 0; three && extra < 2 && peek() == quote; extra++) {
          next();
        }
        break;
      }
      if (c == '\n' && !three) {
        break;
      }
      next();
      if (c == '\\' && quote == '"' && at < text.length()) {
        read.append(peek());
        next();
      } else {
        read.append(c);
      }
    }
    return read.toString();
  }

  /** Skips blanks, line ends and comments; tells whether something follows. */
  private boolean skipToNext() {
    while (at < text.length()) {
      char c = peek();
      if (c == '#') {
        skipLine();
      } else if (Character.isWhitespace(c)) {
        next();
      } else {
        return true;
      }
    }
    return false;
  }

  private void skipAll(String characters) {
    while (at < text.length() && characters.indexOf(peek()) >= 0) {
      next();
    }
  }

  private void skipLine() {
    while (at < text.length() && peek() != '\n') {
      next();
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void next() {
    if (at < text.length() && text.charAt(at++) == '\n') {
      line++;
    }
  }
}
