package connet.client.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Paths of URLs and the names in them. */
final class UrlPath {
  private static final String UNRESERVED = "-._~!$&'()*+,;=@"; // RFC 3986, pchar without colon

  private UrlPath() {}

  /**
   * The names in a path, whose escapes are read; none if one cannot be read, is one or two dots, or
   * could be taken for two.
   */
  static Optional<List<String>> names(String path) {
    List<String> names = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      Optional<String> name = unescape(segment);
      if (name.isEmpty() || name.get().matches("\\.\\.?|.*[/\\x00].*")) {
        return Optional.empty();
      }
      if (!name.get().isEmpty()) {
        names.add(name.get());
      }
    }
    return Optional.of(names);
  }

  private static Optional<String> unescape(String segment) {
    var bytes = new ByteArrayOutputStream(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), 16) : -1;
      int low = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    try {
      return Optional.of(
          UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** A name as it stands in a URL. */
  static String escape(String name) {
    var escaped = new StringBuilder(name.length());
    for (byte b : name.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        escaped.append(c);
      } else {
        escaped.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return escaped.toString();
  }
}
