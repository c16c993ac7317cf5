package connet.app.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A URL that says what a destination offers or where a source listens, taken apart as the existing
 * network does: more is a URL there than for Java, such as {@code tcp://:8080} and {@code
 * file:www}.
 *
 * @param scheme in lower case; empty when there is none
 * @param host host and port as they are written, without user and password
 * @param path with escapes, as it is written
 * @param query what follows the question mark
 * @param opaque what follows the scheme when that is not a slash
 */
record EndpointUrl(String scheme, String host, String path, String query, String opaque) {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
  private static final Pattern ESCAPES = Pattern.compile("[^%]*+(?:%[0-9A-Fa-f]{2}[^%]*+)*+");
  private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");

  private static final String IN_HOST = "[A-Za-z0-9!$&'()*+,;=:\\[\\]<>\"._~[^\\x00-\\x7f]-]*+";

  /** Escapes in a host are for what is not ASCII, and for the zone of an IPv6 address. */
  private static final Pattern HOST =
      Pattern.compile(IN_HOST + "(?:%(?:25|[89A-Fa-f][0-9A-Fa-f])" + IN_HOST + ")*+");

  private static final Pattern USER = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");

  static EndpointUrl parse(String text) throws BadValueException {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw no(text, "it holds a control character");
    }
    String rest = text.split("#", 2)[0];
    if (!ESCAPES.matcher(text.substring(rest.length())).matches()) {
      throw no(text, "a percent sign begins an escape such as %20");
    }
    int colon = rest.indexOf(':');
    String scheme = "";
    if (colon == 0) {
      throw no(text, "it begins with its kind, such as tcp://");
    }
    if (colon > 0 && SCHEME.matcher(rest.substring(0, colon)).matches()) {
      scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
      rest = rest.substring(colon + 1);
    }
    int mark = rest.indexOf('?');
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    rest = mark < 0 ? rest : rest.substring(0, mark);
    if (!rest.startsWith("/")) {
      return notHierarchical(text, scheme, rest, query);
    }
    String host = "";
    if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
      int slash = rest.indexOf('/', 2);
      host = host(text, slash < 0 ? rest.substring(2) : rest.substring(2, slash));
      rest = slash < 0 ? "" : rest.substring(slash);
    }
    checkPath(text, rest);
    return new EndpointUrl(scheme, host, rest, query, "");
  }

  private static EndpointUrl notHierarchical(String text, String scheme, String rest, String query)
      throws BadValueException {
    if (!scheme.isEmpty()) {
      return new EndpointUrl(scheme, "", "", query, rest);
    }
    if (rest.split("/", 2)[0].contains(":")) {
      throw no(text, "it begins with its kind, such as tcp://");
    }
    checkPath(text, rest);
    return new EndpointUrl("", "", rest, query, "");
  }

  private static void checkPath(String text, String path) throws BadValueException {
    if (!ESCAPES.matcher(path).matches()) {
      throw no(text, "a percent sign begins an escape such as %20");
    }
  }

  private static String host(String text, String authority) throws BadValueException {
    int at = authority.lastIndexOf('@');
    if (at >= 0 && !USER.matcher(authority.substring(0, at)).matches()) {
      throw no("it", "its user and password hold what they may not");
    }
    String host = authority.substring(at + 1);
    if (!HOST.matcher(host).matches()) {
      throw no(text, "its host holds a character that it may not");
    }
    int colon = host.lastIndexOf(':');
    int closing = host.lastIndexOf(']');
    if (host.startsWith("[")) {
      if (closing < 0) {
        throw no(text, "its bracket is not closed");
      }
      colon = closing + 1;
    }
    if (!PORT.matcher(colon < 0 ? "" : host.substring(colon)).matches()) {
      throw no(text, "its port is not a number");
    }
    return unescaped(host);
  }

  /** URLs may hold passwords, which stand before the host. */
  private static BadValueException no(String text, String why) {
    String shown = text.contains("@") ? "it" : "'" + text + "'";
    return new BadValueException(shown + " is not a URL: " + why);
  }

  /** The host alone, without brackets; may be empty. */
  String hostname() {
    int colon = portColon();
    String name = colon < 0 ? host : host.substring(0, colon);
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  /** The port as it is written, digits alone; may be empty. */
  String port() {
    int colon = portColon();
    return colon < 0 ? "" : host.substring(colon + 1);
  }

  private int portColon() {
    int colon = host.lastIndexOf(':');
    return colon >= 0 && PORT.matcher(host.substring(colon)).matches() ? colon : -1;
  }

  /** The path without escapes, for the kind {@code file} also what follows it directly. */
  String folder() {
    return path.isEmpty() ? opaque : unescaped(path);
  }

  static String unescaped(String text) {
    byte[] bytes = new byte[text.getBytes(StandardCharsets.UTF_8).length];
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '%') {
        bytes[length++] = (byte) Integer.parseInt(text, i + 1, i + 3, 16);
        i += 3;
      } else {
        int next = text.offsetByCodePoints(i, 1);
        byte[] character = text.substring(i, next).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(character, 0, bytes, length, character.length);
        length += character.length;
        i = next;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Without what may be a password. */
  @Override
  public String toString() {
    return scheme + "://" + host + path;
  }
}
