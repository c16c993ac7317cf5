package connet.app.config;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a key may hold. Most keys hold a text or a list of texts; each kind says what the text must
 * look like.
 *
 * @param <T> what the value is read into
 */
public final class Kind<T> {
  private static final int LONGEST = 4096;

  /** How a value is given. */
  public enum Form {
    /** As one text, or a number. */
    ONE,
    /** As a list of texts. */
    LIST,
    /** As true or false. */
    SWITCH
  }

  private interface Reader<T> {
    T read(Object raw) throws BadValueException;
  }

  private interface FromFlag {
    Object raw(String text) throws BadValueException;
  }

  /** Reads a text into a value. */
  public interface Text<T> {
    /** Throws when the text, which is not empty, does not fit. */
    T parse(String text) throws BadValueException;
  }

  private final String placeholder;
  private final Form form;
  private final Reader<T> reader;
  private final FromFlag fromFlag;

  private Kind(String placeholder, Form form, Reader<T> reader, FromFlag fromFlag) {
    this.placeholder = placeholder;
    this.form = form;
    this.reader = reader;
    this.fromFlag = fromFlag;
  }

  /** A single text; {@code placeholder} stands for it in the help, such as {@code HOST:PORT}. */
  static <T> Kind<T> text(String placeholder, Text<T> text) {
    return new Kind<>(placeholder, Form.ONE, raw -> one(raw, text), flag -> flag);
  }

  /** A list of texts; on the command line they are repeated, or separated by commas. */
  static <T> Kind<List<T>> list(String placeholder, Text<T> text) {
    return new Kind<>(
        placeholder,
        Form.LIST,
        raw -> many(raw, item -> one(item, text)),
        flag -> Arrays.asList(flag.split(",", -1)));
  }

  /** The same where an item may be empty, which the text then has to make something of. */
  static <T> Kind<List<T>> listWithGaps(String placeholder, Text<T> text) {
    return new Kind<>(
        placeholder,
        Form.LIST,
        raw -> many(raw, item -> "".equals(item) ? text.parse("") : one(item, text)),
        flag -> Arrays.asList(flag.split(",", -1)));
  }

  /** A length of time such as {@code "1m30s"}. */
  static Kind<Duration> duration() {
    return text("DURATION", GoDuration::parse);
  }

  /** A whole number that fits into an {@code int}. */
  static Kind<Integer> integer() {
    return new Kind<>("NUMBER", Form.ONE, Kind::integer, Kind::number);
  }

  /** True or false. */
  static Kind<Boolean> truth() {
    return new Kind<>("true|false", Form.SWITCH, Kind::truth, Kind::truthFlag);
  }

  /** One of a few words, which are the lower-case names of the enum's constants. */
  static <E extends Enum<E>> Kind<E> choice(Class<E> words) {
    List<String> names = Arrays.stream(words.getEnumConstants()).map(Kind::word).toList();
    return choice(names, List.of(words.getEnumConstants()));
  }

  /** One of a few words, each of which stands for the value at the same place. */
  static <T> Kind<T> choice(List<String> words, List<T> values) {
    return text(String.join("|", words), text -> chosen(text, words, values));
  }

  /** The value for a word, or an exception with the word that was probably meant. */
  static <T> T chosen(String text, List<String> words, List<T> values) throws BadValueException {
    int index = words.indexOf(text);
    if (index >= 0) {
      return values.get(index);
    }
    String close = Closest.to(text.toLowerCase(Locale.ROOT), words);
    throw new BadValueException(
        ("'" + text + "' is none of " + String.join(", ", words))
            + (close == null ? "" : ", did you mean '" + close + "'?"));
  }

  /** The spelling of an enum's constant in the configuration. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** How the help names a value of this kind. */
  public String placeholder() {
    return placeholder;
  }

  /** How its values are given. */
  public Form form() {
    return form;
  }

  /** What a file would hold for the text of a flag. */
  public Object fromFlag(String text) throws BadValueException {
    return fromFlag.raw(text);
  }

  /** Reads what a file or a flag gave. */
  T read(Object raw) throws BadValueException {
    return reader.read(raw);
  }

  private static <T> T one(Object raw, Text<T> text) throws BadValueException {
    if (!(raw instanceof String given)) {
      throw new BadValueException("must be a text in quotes, not " + typeOf(raw));
    }
    if (given.isBlank()) {
      throw new BadValueException("must not be empty");
    }
    if (given.length() > LONGEST) {
      throw new BadValueException("is longer than " + LONGEST + " characters");
    }
    if (given.chars().anyMatch(Character::isISOControl)) {
      throw new BadValueException("must not hold control characters");
    }
    return text.parse(given);
  }

  private static <T> List<T> many(Object raw, Reader<T> each) throws BadValueException {
    if (!(raw instanceof List<?> given)) {
      throw new BadValueException("must be a list of texts, not " + typeOf(raw));
    }
    List<T> values = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      try {
        values.add(each.read(given.get(i)));
      } catch (BadValueException e) {
        wrong.add("item " + (i + 1) + ": " + e.why());
      }
    }
    if (!wrong.isEmpty()) {
      throw new BadValueException(String.join("; ", wrong));
    }
    return List.copyOf(values);
  }

  private static int integer(Object raw) throws BadValueException {
    if (!(raw instanceof Integer || raw instanceof Long)) {
      throw new BadValueException("must be a whole number, not " + typeOf(raw));
    }
    long number = ((Number) raw).longValue();
    if (number != (int) number) {
      throw new BadValueException(number + " is out of range");
    }
    return (int) number;
  }

  private static Object number(String text) throws BadValueException {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new BadValueException("'" + text + "' is not a whole number");
    }
  }

  private static boolean truth(Object raw) throws BadValueException {
    if (raw instanceof Boolean truth) {
      return truth;
    }
    throw new BadValueException("must be true or false without quotes, not " + typeOf(raw));
  }

  private static Object truthFlag(String text) throws BadValueException {
    return chosen(text, List.of("true", "false"), List.of(true, false));
  }

  private static String typeOf(Object raw) {
    return switch (raw) {
      case String _ -> "a text";
      case Integer _ -> "a whole number";
      case Long _ -> "a whole number";
      case Number _ -> "a number";
      case Boolean _ -> "true or false";
      case List<?> _ -> "a list";
      case UnmodifiableConfig _ -> "a table";
      default -> "a date or time";
    };
  }
}
