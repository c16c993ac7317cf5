package connet.client.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110, section 14.1.2).
 *
 * @param first of its bytes
 * @param last of its bytes
 */
record ByteRange(long first, long last) {
  /** More parts are not worth the answer. */
  private static final int MOST = 16;

  private static final Pattern RANGES = Pattern.compile("bytes\\s*=(.*)");
  private static final Pattern ONE = Pattern.compile("\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /**
   * Reads a header Range.
   *
   * @return the parts that the file has, perhaps none; empty if the header is to be ignored, as it
   *     is malformed or asks for more than the file is
   */
  static Optional<List<ByteRange>> parse(String header, long size) {
    Matcher ranges = RANGES.matcher(header);
    if (!ranges.matches() || size == 0) {
      return Optional.empty();
    }
    List<ByteRange> parts = new ArrayList<>();
    long sum = 0;
    for (String one : ranges.group(1).split(",", MOST + 1)) {
      Matcher match = ONE.matcher(one);
      if (!match.matches() || (match.group(1) + match.group(2)).isEmpty()) {
        return Optional.empty();
      }
      ByteRange part = part(match.group(1), match.group(2), size);
      if (part.length() < 0) {
        return Optional.empty();
      }
      if (part.first < size && part.length() > 0) {
        parts.add(part);
        sum += part.length();
      }
    }
    return parts.size() > MOST || sum > size ? Optional.empty() : Optional.of(parts);
  }

  private static ByteRange part(String from, String to, long size) {
    if (from.isEmpty()) {
      return new ByteRange(Math.max(0, size - Long.parseLong(to)), size - 1);
    }
    long first = Long.parseLong(from);
    if (to.isEmpty()) {
      return new ByteRange(first, Math.max(first, size - 1));
    }
    long last = Long.parseLong(to);
    return new ByteRange(first, last < first || first >= size ? last : Math.min(last, size - 1));
  }

  /** Negative or zero if it is none. */
  long length() {
    return last - first + 1;
  }

  /** As the header Content-Range tells it. */
  String of(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }
}
