package connet.client.portmap;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As much of XML as routers write in their descriptions and answers: elements and text. Document
 * types, and with them entities of their own, are refused, and so is what is nested deep or has
 * very many elements. Prefixes and attributes are skipped.
 */
final class Xml {
  private static final int DEEPEST = 32;
  private static final int MOST = 5_000;
  private static final int LONGEST_NAME = 256;

  /** An element: its name without a prefix, the text right in it, and the elements in it. */
  record Element(String name, String text, List<Element> children) {
    Element {
      children = List.copyOf(children);
    }

    /** This element and all in it, in the order of the document. */
    Stream<Element> all() {
      return Stream.concat(Stream.of(this), children.stream().flatMap(Element::all));
    }

    /** The text of the first element of a name in it, at any depth. */
    Optional<String> text(String wanted) {
      return all().filter(each -> each.name().equals(wanted)).map(Element::text).findFirst();
    }
  }

  private static final class Open {
    private final String qualified;
    private final StringBuilder text = new StringBuilder();
    private final List<Element> children = new ArrayList<>();

    private Open(String qualified) {
      this.qualified = qualified;
    }

    private Element closed() {
      String name = qualified.substring(qualified.indexOf(':') + 1);
      return new Element(name, text.toString().strip(), children);
    }
  }

  private final String document;
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Element> roots = new ArrayList<>();
  private int at;
  private int elements;

  private Xml(String document) {
    this.document = document;
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is none, or none that is taken here
   */
  static Element parse(String document) throws IOException {
    return new Xml(document).parse();
  }

  private Element parse() throws IOException {
    while (at < document.length()) {
      if (document.startsWith("<!--", at)) {
        skipTo("-->");
      } else if (document.startsWith("<![CDATA[", at)) {
        int begin = at + "<![CDATA[".length();
        skipTo("]]>");
        text(document.substring(begin, at - "]]>".length()));
      } else if (document.startsWith("<!", at)) {
        throw new IOException("XML with a document type");
      } else if (document.startsWith("<?", at)) {
        skipTo("?>");
      } else if (document.startsWith("</", at)) {
        end();
      } else if (document.charAt(at) == '<') {
        begin();
      } else {
        int next = document.indexOf('<', at);
        int end = next < 0 ? document.length() : next;
        text(unescaped(document.substring(at, end)));
        at = end;
      }
    }
    if (!open.isEmpty() || roots.size() != 1) {
      throw new IOException("XML that is not one whole element");
    }
    return roots.getFirst();
  }

  private void skipTo(String mark) throws IOException {
    int found = document.indexOf(mark, at);
    if (found < 0) {
      throw new IOException("XML that breaks off");
    }
    at = found + mark.length();
  }

  private void text(String text) throws IOException {
    if (!open.isEmpty()) {
      open.element().text.append(text);
    } else if (!text.isBlank() && !text.equals("\ufeff")) {
      throw new IOException("XML with text outside of its element");
    }
  }

  private void begin() throws IOException {
    int from = at + 1;
    int end = endOfTag(from);
    boolean empty = document.charAt(end - 1) == '/';
    String name = name(from, empty ? end - 1 : end);
    at = end + 1;
    elements++;
    if (elements > MOST || open.size() >= DEEPEST) {
      throw new IOException("XML that is too large or too deep");
    }
    open.push(new Open(name));
    if (empty) {
      close();
    }
  }

  private void end() throws IOException {
    int from = at + 2;
    int end = endOfTag(from);
    String name = name(from, end);
    if (open.isEmpty() || !open.element().qualified.equals(name)) {
      throw new IOException("XML whose elements are not nested");
    }
    at = end + 1;
    close();
  }

  private void close() {
    Element closed = open.pop().closed();
    (open.isEmpty() ? roots : open.element().children).add(closed);
  }

  /** Where the tag's {@code >} stands; those within quotes do not count. */
  private int endOfTag(int from) throws IOException {
    char quote = 0;
    for (int i = from; i < document.length(); i++) {
      char c = document.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '<') {
        break;
      } else if (c == '>') {
        return i;
      }
    }
    throw new IOException("XML with a tag that does not end");
  }

  private String name(int from, int to) throws IOException {
    int end = from;
    while (end < to && !Character.isWhitespace(document.charAt(end))) {
      end++;
    }
    if (end == from || end - from > LONGEST_NAME) {
      throw new IOException("XML with a tag without a proper name");
    }
    return document.substring(from, end);
  }

  private static String unescaped(String text) throws IOException {
    if (text.indexOf('&') < 0) {
      return text;
    }
    var result = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '&') {
        result.append(c);
        i++;
        continue;
      }
      int end = text.indexOf(';', i);
      if (end < 0) {
        throw new IOException("XML with a stray &");
      }
      result.append(
          switch (text.substring(i + 1, end)) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            case String other -> throw new IOException("XML with the entity " + shortened(other));
          });
      i = end + 1;
    }
    return result.toString();
  }

  private static String shortened(String name) {
    return name.length() > 20 ? name.substring(0, 20) + "…" : name;
  }
}
