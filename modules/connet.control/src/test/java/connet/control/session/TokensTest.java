package connet.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.control.TokenRules;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TokensTest {
  @Test
  void everyTokenIsFoundByItsNumber() {
    Tokens tokens = new Tokens(TokenRules.unrestricted(List.of("first", "second", "third")));

    assertEquals(OptionalInt.of(0), tokens.find("first"));
    assertEquals(OptionalInt.of(1), tokens.find("second"));
    assertEquals(OptionalInt.of(2), tokens.find("third"));
  }

  @Test
  void nothingElseIsFound() {
    Tokens tokens = new Tokens(TokenRules.unrestricted(List.of("first", "second")));

    for (String other : List.of("", "firs", "first ", "FIRST", "firstsecond")) {
      assertEquals(OptionalInt.empty(), tokens.find(other), other);
    }
  }

  @Test
  void withoutTokensNobodyIsFound() {
    Tokens none = new Tokens(TokenRules.unrestricted(List.of()));

    assertEquals(OptionalInt.empty(), none.find(""));
  }
}
