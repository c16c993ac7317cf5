package connet.app.json;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259), of which log lines need no more than what Java has values for. */
public final class Json {
  /** {@link Instant#toString} leaves out milliseconds that are zero; here every time is as long. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Json() {}

  /** A time in UTC with milliseconds, as RFC 3339 writes it. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** An object with members in the order of the map; what JSON has no type for becomes text. */
  public static String object(Map<String, ? extends @Nullable Object> members) {
    StringBuilder json = new StringBuilder();
    object(json, members);
    return json.toString();
  }

  private static void object(StringBuilder json, Map<?, ? extends @Nullable Object> members) {
    json.append('{');
    String separator = "";
    for (Map.Entry<?, ? extends @Nullable Object> member : members.entrySet()) {
      json.append(separator);
      text(json, String.valueOf(member.getKey()));
      json.append(':');
      value(json, member.getValue());
      separator = ",";
    }
    json.append('}');
  }

  private static void value(StringBuilder json, @Nullable Object value) {
    switch (value) {
      case null -> json.append("null");
      case Map<?, ?> members -> object(json, members);
      case Collection<?> items -> array(json, items);
      case Boolean truth -> json.append(truth);
      case Integer number -> json.append(number);
      case Long number -> json.append(number);
      // JSON has no word for NaN and infinity.
      case Double number when Double.isFinite(number) -> json.append(number);
      case InetSocketAddress address -> text(json, address(address));
      default -> text(json, shown(value));
    }
  }

  private static void array(StringBuilder json, Collection<?> items) {
    json.append('[');
    String separator = "";
    for (Object item : items) {
      json.append(separator);
      value(json, item);
      separator = ",";
    }
    json.append(']');
  }

  /** Java would write a resolved address with a slash, and with the name it came from. */
  private static String address(InetSocketAddress address) {
    InetAddress resolved = address.getAddress();
    String host = resolved == null ? address.getHostString() : resolved.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** An object whose own description fails must not take the log line with it. */
  private static String shown(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException e) {
      return "[" + value.getClass().getName() + ": " + e.getClass().getName() + "]";
    }
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          // A surrogate without its other half would make the line invalid UTF-8.
          if (c < ' ' || c == 0x7f || loneSurrogate(text, i)) {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static boolean loneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
