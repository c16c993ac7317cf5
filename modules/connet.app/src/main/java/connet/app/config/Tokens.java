package connet.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads tokens. A mistake here would admit strangers, so nothing is guessed or skipped. */
final class Tokens {
  private Tokens() {}

  /** Refuses what cannot be a token; the message never quotes it, as it may be nearly right. */
  static String check(String token) throws BadValueException {
    if (token.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
      throw new BadValueException("must not hold spaces");
    }
    if (token.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new BadValueException("must hold only ASCII letters, digits and punctuation");
    }
    return token;
  }

  /** The first token of a file, as in the existing network, or an empty list if it is no good. */
  static List<String> one(Setting<Path> file, Problems problems) {
    List<String> tokens = many(file, problems);
    if (tokens.size() > 1) {
      problems.warn(
          file.value() + " holds more than one token, the first one counts" + named(file));
      return tokens.subList(0, 1);
    }
    return tokens;
  }

  /** The tokens of a file, one a line, or an empty list after noting what is wrong. */
  static List<String> many(Setting<Path> file, Problems problems) {
    String text = TextFile.read(file, problems);
    if (text == null) {
      return List.of();
    }
    SecretFiles.warnWhenOthersMayRead("token file", file.value(), problems);
    if (text.isEmpty()) {
      problems.add(file.value() + ":1", "the file is empty, it must hold a token" + named(file));
      return List.of();
    }
    List<String> tokens = new ArrayList<>();
    boolean good = true;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        if (line.isBlank()) {
          throw new BadValueException("blank line, each line must hold a token");
        }
        tokens.add(check(line));
      } catch (BadValueException e) {
        good = false;
        String what = line.isBlank() ? e.why() : "the token " + e.why();
        problems.add(file.value() + ":" + number, what + named(file));
      }
    }
    warnOfSame(tokens, file.value().toString(), problems);
    return good ? List.copyOf(tokens) : List.of();
  }

  /** Of two that are the same the restrictions of the last one count, which may surprise. */
  static void warnOfSame(List<String> tokens, String where, Problems problems) {
    for (int i = 0; i < tokens.size(); i++) {
      int first = tokens.indexOf(tokens.get(i));
      if (first < i) {
        problems.warn(where + ": token " + (i + 1) + " is the same as token " + (first + 1));
      }
    }
  }

  private static String named(Setting<Path> file) {
    return " (token file of " + file.origin().where() + ")";
  }
}
