package connet.app.config;

import com.electronwill.nightconfig.core.CommentedConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.core.io.ParsingMode;
import com.electronwill.nightconfig.toml.TomlFormat;
import com.electronwill.nightconfig.toml.TomlParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads TOML, and says in our own words what is wrong with it and on which line. */
final class TomlFile {
  /**
   * What the parser's messages mean. They are told by their beginnings and never shown, because
   * some of them quote the value, which may be a token.
   */
  private static final List<Reason> REASONS =
      List.of(
          new Reason("Not enough data", "a quote, bracket or brace is not closed"),
          new Reason("Invalid newline", "the quote is not closed on its line"),
          new Reason("Invalid bare key", "a key holds only letters, digits, '-' and '_'"),
          new Reason("Empty bare key", "a key is missing"),
          new Reason("Tables names", "the name of the table is missing"),
          new Reason("Invalid separator", "a comma or a closing bracket is missing"),
          new Reason("Invalid entry separator", "a comma or a closing brace is missing"),
          new Reason("Invalid TOML data: entry", "the key was set before in this file"),
          new Reason("Table with path", "the table was declared before in this file"),
          new Reason("Entry", "the table was set before in this file"),
          new Reason("Cannot create entry", "a key above has the name of this table"),
          new Reason("Invalid character", "unexpected text, each line holds one KEY = VALUE"));

  private static final String OTHER = "the value is not understood, a text stands in quotes";

  private record Reason(String beginning, String meaning) {}

  private final String name;
  private final CommentedConfig content;
  private final KeyLines lines;

  private TomlFile(String name, CommentedConfig content, KeyLines lines) {
    this.name = name;
    this.content = content;
    this.lines = lines;
  }

  /**
   * Reads a text as TOML 1.0.
   *
   * @param name how messages name the file
   * @throws ConfigException with one line that tells what is wrong and where
   */
  static TomlFile parse(String name, String text) throws ConfigException {
    if (text.startsWith(TextFile.BYTE_ORDER_MARK)) {
      throw new ConfigException(
          List.of(name + ":1: the file begins with a byte order mark, save it as UTF-8 without"));
    }
    // The parser takes a last line without an end for a file that was cut off.
    CountingReader reader = new CountingReader(text + "\n");
    try {
      // Kept in the order of the file, so that messages and endpoints come in that order too.
      CommentedConfig content = TomlFormat.newConfig(LinkedHashMap::new);
      new TomlParser().parse(reader, content, ParsingMode.REPLACE);
      return new TomlFile(name, content, KeyLines.of(text));
    } catch (ParsingException e) {
      throw new ConfigException(List.of(name + ":" + reader.line() + ": " + reason(e)));
    } catch (IndexOutOfBoundsException e) {
      // The parser looks at characters that an empty or short value does not have.
      throw new ConfigException(List.of(name + ":" + reader.line() + ": " + OTHER));
    } catch (StackOverflowError e) {
      throw new ConfigException(List.of(name + ":" + reader.line() + ": nested too deeply"));
    }
  }

  CommentedConfig content() {
    return content;
  }

  /** Where a key or table of this file stands. */
  Origin.InFile place(List<String> path) {
    List<String> named = path.stream().filter(part -> !isIndex(part)).toList();
    return new Origin.InFile(name, lines.lineOf(path), String.join(".", named));
  }

  /** Which table of an array it is: the line says that better than the name could. */
  private static boolean isIndex(String part) {
    return part.startsWith("#") && part.substring(1).chars().allMatch(Character::isDigit);
  }

  private static String reason(ParsingException e) {
    String message = String.valueOf(e.getMessage());
    for (Reason reason : REASONS) {
      if (message.startsWith(reason.beginning)) {
        return reason.meaning;
      }
    }
    return OTHER;
  }

  /** Knows how far the parser has come. */
  private static final class CountingReader extends Reader {
    private final StringReader text;
    private int line = 1;
    private int last;

    CountingReader(String text) {
      this.text = new StringReader(text);
    }

    /** The line of the character that was read last; a line's end belongs to its line. */
    int line() {
      return line;
    }

    @Override
    public int read() throws IOException {
      int next = text.read();
      line += last == '\n' && next >= 0 ? 1 : 0;
      last = next;
      return next;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
      int count = 0;
      for (int c; count < length && (c = read()) >= 0; count++) {
        into[offset + count] = (char) c;
      }
      return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() {
      text.close();
    }
  }
}
