package connet.app.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * A log message taken apart: what happened, and the fields that the pattern gives as {@code
 * key={}}. Values come from the arguments, so nothing that stands in a value can become a field.
 *
 * @param message what happened, without the fields
 * @param fields values by name, in order
 */
record FieldPattern(String message, Map<String, @Nullable Object> fields) {
  /** Either a field or an argument without a name. */
  private static final Pattern ARGUMENT = Pattern.compile("(?:[ ,]*\\b([A-Za-z][\\w.-]*)=)?\\{\\}");

  static FieldPattern read(@Nullable String pattern, @Nullable Object @Nullable [] arguments) {
    if (pattern == null || arguments == null || arguments.length == 0) {
      return new FieldPattern(String.valueOf(pattern), Map.of());
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    StringBuilder message = new StringBuilder();
    Matcher matcher = ARGUMENT.matcher(pattern);
    int used = 0;
    while (matcher.find() && used < arguments.length) {
      Object argument = arguments[used++];
      String name = matcher.group(1);
      if (name != null) {
        fields.put(name, argument);
      }
      String shown = name != null ? "" : MessageFormatter.format("{}", argument).getMessage();
      matcher.appendReplacement(message, Matcher.quoteReplacement(shown));
    }
    matcher.appendTail(message);
    return new FieldPattern(message.toString().strip(), fields);
  }
}
