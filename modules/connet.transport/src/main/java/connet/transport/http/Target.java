package connet.transport.http;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;

import java.util.Locale;

/**
 * What a request asks for, escaped as it was sent.
 *
 * @param path begins with a slash, or is {@code *}
 * @param query what follows the question mark; empty if there is nothing
 */
record Target(String path, String query) {
  /** Reads the target in its usual form, and in that with scheme and host, which are dropped. */
  static Target parse(String sent) throws HttpProblem {
    String rest = escapeForeign(sent);
    String lower = rest.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://") || lower.startsWith("https://")) {
      int host = lower.indexOf("//") + 2;
      int end = host;
      while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
        end++;
      }
      rest = rest.substring(end);
      if (!rest.startsWith("/")) {
        rest = "/" + rest;
      }
    }
    if (!rest.startsWith("/") && !rest.equals("*")) {
      throw new HttpProblem(BAD_REQUEST, "malformed request target");
    }
    int mark = rest.indexOf('?');
    return mark < 0
        ? new Target(rest, "")
        : new Target(rest.substring(0, mark), rest.substring(mark + 1));
  }

  /** Bytes beyond ASCII are escaped, as some programs do not; control characters are refused. */
  private static String escapeForeign(String sent) throws HttpProblem {
    var escaped = new StringBuilder(sent.length());
    for (int i = 0; i < sent.length(); i++) {
      char c = sent.charAt(i);
      if (c <= ' ' || c == 0x7f || c > 0xff || c == '#') {
        throw new HttpProblem(BAD_REQUEST, "malformed request target");
      }
      if (c > 0x7f) {
        escaped.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The target under a base, whose path and query come first. */
  String under(Target base) throws HttpProblem {
    if (path.equals("*")) {
      return base.path.isEmpty() ? "*" : base.path;
    }
    if (climbs(path)) {
      throw new HttpProblem(BAD_REQUEST, "the path leads out of what is served here");
    }
    boolean slash = base.path.endsWith("/");
    String joined = base.path + (slash ? path.substring(1) : path);
    String queries =
        base.query.isEmpty() || query.isEmpty() ? base.query + query : base.query + "&" + query;
    return queries.isEmpty() ? joined : joined + "?" + queries;
  }

  /** Whether a path's dots lead above its root, as the next server may read them. */
  private static boolean climbs(String path) {
    int depth = 0;
    for (String segment : path.split("[/\\\\]|%2[fF]|%5[cC]", -1)) {
      switch (segment.replace("%2e", ".").replace("%2E", ".")) {
        case "", "." -> {}
        case ".." -> depth--;
        default -> depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
