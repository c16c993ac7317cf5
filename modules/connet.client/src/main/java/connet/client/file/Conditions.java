package connet.client.file;

import connet.transport.HttpExchange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The conditions of a request, judged in the order of RFC 9110, section 13.2.2.
 *
 * @param match as the header If-Match and so on; empty for those that are missing
 */
record Conditions(
    String match,
    String unmodifiedSince,
    String noneMatch,
    String modifiedSince,
    String ifRange,
    String range) {
  /** What the conditions amount to. */
  enum Verdict {
    WHOLE,
    PARTS,
    NOT_MODIFIED,
    FAILED
  }

  static Conditions of(HttpExchange exchange) {
    return new Conditions(
        exchange.header("If-Match"),
        exchange.header("If-Unmodified-Since"),
        exchange.header("If-None-Match"),
        exchange.header("If-Modified-Since"),
        exchange.header("If-Range"),
        exchange.method().equals("GET") ? exchange.header("Range") : "");
  }

  Verdict judge(OpenFile file) {
    if (!match.isEmpty()) {
      if (!names(match, file.tag(), false)) {
        return Verdict.FAILED;
      }
    } else if (date(unmodifiedSince).filter(file.modified()::isAfter).isPresent()) {
      return Verdict.FAILED;
    }
    if (!noneMatch.isEmpty()) {
      if (names(noneMatch, file.tag(), true)) {
        return Verdict.NOT_MODIFIED;
      }
    } else if (date(modifiedSince).filter(since -> !file.modified().isAfter(since)).isPresent()) {
      return Verdict.NOT_MODIFIED;
    }
    boolean unchanged =
        ifRange.isEmpty()
            || ifRange.equals(file.tag())
            || date(ifRange).filter(file.modified()::equals).isPresent();
    return range.isEmpty() || !unchanged ? Verdict.WHOLE : Verdict.PARTS;
  }

  /** Whether a list of tags names this one; weakly, if a W/ before it does not count. */
  private static boolean names(String list, String tag, boolean weakly) {
    if (list.strip().equals("*")) {
      return true;
    }
    for (String each : list.split(",", -1)) {
      String one = each.strip();
      if (one.equals(tag) || (weakly && one.equals("W/" + tag))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Instant> date(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
