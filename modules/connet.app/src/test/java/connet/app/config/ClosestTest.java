package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestTest {
  private static final List<String> KNOWN =
      List.of("--token", "--dst-url", "--relay-hostname", "any", "direct", "store-dir");

  @ParameterizedTest
  @CsvSource({
    "--tokn, --token",
    "--relay-hostnam, --relay-hostname",
    "--realy-hostnmae, --relay-hostname",
    "ANY, any",
    "storedir, store-dir",
    "--version,",
    "--x,",
    "log,",
    "--zz-zzz,"
  })
  void aGuessIsCloseForTheLengthOfTheWord(String word, @Nullable String expected) {
    assertEquals(expected, Closest.to(word, KNOWN));
  }
}
