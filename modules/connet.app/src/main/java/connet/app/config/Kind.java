package connet.app.config;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a key may hold. The configuration has only texts and lists of texts; each kind says what the
 * text must look like.
 *
 * @param <T> what the text is read into
 */
public final class Kind<T> {
  private static final int LONGEST = 4096;

  private interface Reader<T> {
    T read(Object raw) throws BadValueException;
  }

  /** Reads a text into a value. */
  public interface Text<T> {
    /** Throws when the text, which is not empty, does not fit. */
    T parse(String text) throws BadValueException;
  }

  private final String placeholder;
  private final boolean list;
  private final Reader<T> reader;

  private Kind(String placeholder, boolean list, Reader<T> reader) {
    this.placeholder = placeholder;
    this.list = list;
    this.reader = reader;
  }

  /** A single text; {@code placeholder} stands for it in the help, such as {@code HOST:PORT}. */
  static <T> Kind<T> text(String placeholder, Text<T> text) {
    return new Kind<>(placeholder, false, raw -> one(raw, text));
  }

  /** A list of texts; on the command line they are separated by commas. */
  static <T> Kind<List<T>> list(String placeholder, Text<T> text) {
    return new Kind<>(placeholder, true, raw -> many(raw, text));
  }

  /** One of a few words, which are the lower-case names of the enum's constants. */
  static <E extends Enum<E>> Kind<E> choice(Class<E> words) {
    List<String> names = Arrays.stream(words.getEnumConstants()).map(Kind::word).toList();
    return text(
        String.join("|", names),
        text -> {
          int index = names.indexOf(text);
          if (index >= 0) {
            return words.getEnumConstants()[index];
          }
          String close = Closest.to(text.toLowerCase(Locale.ROOT), names);
          throw new BadValueException(
              ("'" + text + "' is none of " + String.join(", ", names))
                  + (close == null ? "" : ", did you mean '" + close + "'?"));
        });
  }

  /** The spelling of an enum's constant in the configuration. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** How the help names a value of this kind. */
  public String placeholder() {
    return placeholder;
  }

  /** Whether several texts may be given. */
  public boolean isList() {
    return list;
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

  private static <T> List<T> many(Object raw, Text<T> text) throws BadValueException {
    if (!(raw instanceof List<?> given)) {
      throw new BadValueException("must be a list of texts, not " + typeOf(raw));
    }
    if (given.isEmpty()) {
      throw new BadValueException("must not be empty");
    }
    List<T> values = new ArrayList<>();
    for (Object item : given) {
      try {
        values.add(one(item, text));
      } catch (BadValueException e) {
        throw new BadValueException("item " + (values.size() + 1) + ": " + e.why());
      }
    }
    return List.copyOf(values);
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
