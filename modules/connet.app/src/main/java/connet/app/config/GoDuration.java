package connet.app.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time as the existing network writes them: {@code 1m30s}, {@code 500ms}. */
final class GoDuration {
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");

  private GoDuration() {}

  /** Reads a length of time, which may be negative. */
  static Duration parse(String text) throws BadValueException {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String rest = signed ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    BigInteger nanos = BigInteger.ZERO;
    Matcher part = PART.matcher(rest);
    int at = 0;
    while (at < rest.length() && part.region(at, rest.length()).lookingAt()) {
      nanos = nanos.add(nanos(part.group(1), UNITS.getOrDefault(part.group(2), 0L)));
      at = part.end();
    }
    if (rest.isEmpty() || at < rest.length()) {
      throw new BadValueException(
          "'" + text + "' is not a duration, write it as 30s, 500ms or 1m30s");
    }
    BigInteger exact = text.startsWith("-") ? nanos.negate() : nanos;
    if (exact.bitLength() >= Long.SIZE) {
      throw new BadValueException("the duration '" + text + "' is too long");
    }
    return Duration.ofNanos(exact.longValueExact());
  }

  private static BigInteger nanos(String number, long unit) {
    // A point at the end says nothing, and Java does not read it everywhere.
    String digits = number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
    return new BigDecimal(digits).multiply(BigDecimal.valueOf(unit)).toBigInteger();
  }
}
