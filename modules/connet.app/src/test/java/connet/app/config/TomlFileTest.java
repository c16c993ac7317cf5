package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TomlFileTest {
  private static String complaint(String toml) {
    return String.join(
        " / ", assertThrows(ConfigException.class, () -> TomlFile.parse("f.toml", toml)).lines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          [a]|b = "x|c = 1 ~ 2: the quote is not closed on its line
          [a]|b = [1,|2 ~ 3: a quote, bracket or brace is not closed
          [a]|b = secret ~ 2: the value is not understood, a text stands in quotes
          [a]|b = 12secret ~ 2: the value is not understood, a text stands in quotes
          [a]|b = tsecret ~ 2: the value is not understood, a text stands in quotes
          [a]|b = ~ 2: the value is not understood, a text stands in quotes
          [a]|b "x" ~ 2: unexpected text, each line holds one KEY = VALUE
          [a]|b = "x" "secret" ~ 2: unexpected text, each line holds one KEY = VALUE
          [a]|b ä = 1 ~ 2: unexpected text, each line holds one KEY = VALUE
          [a]|ä = 1 ~ 2: a key holds only letters, digits, '-' and '_'
          []|b = 1 ~ 1: the name of the table is missing
          [a|b = 1 ~ 1: a comma or a closing bracket is missing
          [a]|b = ["x" "y"] ~ 2: a comma or a closing bracket is missing
          [a]|b = { c = "1" d = 2 } ~ 2: a comma or a closing brace is missing
          [a]|b = 1|b = 2 ~ 3: the key was set before in this file
          [a]|b = 1||[a]|c = 2 ~ 4: the table was declared before in this file
          a = 1|[a]|c = 2 ~ 2: the table was set before in this file
          a = 1|[a.b]|c = 2 ~ 2: a key above has the name of this table
          """)
  void saysWhatIsWrongAndOnWhichLine(String toml, String expected) {
    assertEquals("f.toml:" + expected, complaint(toml.replace('|', '\n')));
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertEquals("f.toml:1: nested too deeply", complaint("a = " + "[".repeat(400_000)));
  }

  @Test
  void messagesNeverQuoteAValue() {
    for (String value : List.of("s3cret", "\"s3cret", "'s3cret", "\"a\" s3cret", "[s3cret]")) {
      assertFalse(complaint("token = " + value).contains("s3cret"), value);
    }
  }

  @Test
  void whateverStandsInTheFileOnlyConfigExceptionComesOut() {
    String good =
        """
        log-level = "info"
        [client]
        token = 'x' # comment
        [client.destinations."a b"]
        addr = ":3000"
        [server]
        tokens = ["a", \"\"\"b\"\"\", { c = 1979-05-27T07:32:00Z }]
        """;
    String alphabet = "[]{}\"'=.,#\n\\ \t-_+:0123456789abcdefinux\u0000ä\r";
    Random random = new Random(1);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(good);
      for (int edit = 0; edit <= random.nextInt(4); edit++) {
        int at = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, c);
          case 1 -> text.insert(at, c);
          default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
        }
      }
      Problems problems = new Problems();
      FileLayer.read("f.toml", text.toString(), problems);
      refused += problems.lines().isEmpty() ? 0 : 1;
    }
    assertFalse(refused < 1_000, "the texts were hardly changed: " + refused);
  }
}
