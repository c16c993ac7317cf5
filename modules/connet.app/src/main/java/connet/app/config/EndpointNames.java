package connet.app.config;

import org.jspecify.annotations.Nullable;

/** What an endpoint may be called. */
final class EndpointNames {
  private static final int LONGEST = 256;

  private EndpointNames() {}

  /** What is wrong with a name, or null. */
  static @Nullable String wrong(String name) {
    if (name.isBlank()) {
      return "the name of an endpoint must not be empty";
    }
    if (name.length() > LONGEST) {
      return "the name of an endpoint is longer than " + LONGEST + " characters";
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return "the name of an endpoint must not hold control characters";
    }
    return null;
  }
}
