package connet.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name of an endpoint: any text of 1 to {@link Limits#ENDPOINT_NAME} bytes of UTF-8 without
 * control characters, as it appears in logs. The existing network takes any text.
 */
public final class EndpointName {
  private EndpointName() {}

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static String check(String name) {
    Optional<String> problem = problem(name);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(problem.get());
    }
    return name;
  }

  /**
   * What is wrong with {@code name}, nothing when it is good: "an endpoint's name must not be
   * empty".
   */
  public static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("an endpoint's name must not be empty");
    }
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > Limits.ENDPOINT_NAME) {
      return Optional.of(
          "an endpoint's name has at most " + Limits.ENDPOINT_NAME + " bytes, this one " + length);
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("an endpoint's name must not hold control characters");
    }
    return Optional.empty();
  }
}
