package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyLinesTest {
  private static final String TOML =
      """
      # a comment with [brackets] and "quotes
      top = "level"          # 2
      a.b.c = 1              # 3
      [table]                # 4
      key = \"\"\"
      fake = 1
      [also.fake]
      \"\"\"                 # 8
      other = 'it''s # no comment'
      list = [               # 10
        "x = 1",  # fake = 2
        "]",
        'y',
      ]
      after = true           # 15
        [ spaced . "quo.ted" . 'name' ]
      "quoted key" = 1       # 17
      'lite.ral' . inner = 2
      [inline]               # 19
      t = { one = 1, two = { deep = "}" }, "three.x" = [1, { in = 2 }, 3], four = 4 }
      last = 1979-05-27 07:32:00
      [[array]]              # 22
      x = 1
      [[array]]
      x = 2
      four-quotes = ["four \"\"\", "x"]
      """
          .replace("\"four \"\"\"", "\"\"\"four\"\"\"\"");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          top ~ 2
          a ~ 3
          a/b ~ 3
          a/b/c ~ 3
          table ~ 4
          table/key ~ 5
          table/list ~ 10
          table/after ~ 15
          spaced/quo.ted/name ~ 16
          spaced/quo.ted/name/quoted key ~ 17
          spaced/quo.ted/name/lite.ral/inner ~ 18
          inline/t/one ~ 20
          inline/t/two/deep ~ 20
          inline/t/three.x ~ 20
          inline/t/three.x/in ~ 20
          inline/t/four ~ 20
          inline/last ~ 21
          array ~ 22
          array/#0 ~ 22
          array/#0/x ~ 23
          array/#1 ~ 24
          array/#1/x ~ 25
          array/#1/four-quotes ~ 26
          """)
  void findsTheLineOfAKey(String path, int line) {
    assertEquals(line, KeyLines.of(TOML.replace("''s", "s")).lineOf(List.of(path.split("/"))));
  }

  @Test
  void whatIsOnlyInTextsAndCommentsIsNoKey() {
    KeyLines lines = KeyLines.of(TOML);
    assertEquals(4, lines.lineOf(List.of("table", "fake")), "falls back to its table");
    assertEquals(1, lines.lineOf(List.of("also")));
  }

  @Test
  void anUnknownPathHasTheLineOfTheTableAroundIt() {
    assertEquals(20, KeyLines.of(TOML).lineOf(List.of("inline", "t", "nothing", "deeper")));
  }

  @Test
  void carriageReturnsDoNotCount() {
    KeyLines lines = KeyLines.of("a = 1\r\n\r\n[b]\r\nc = \"x\"\r\n");
    assertEquals(3, lines.lineOf(List.of("b")));
    assertEquals(4, lines.lineOf(List.of("b", "c")));
  }

  @Test
  void knowsEveryKeyThatTheParserKnows() throws ConfigException {
    String toml = TOML.replace("''s", "s");
    everyKey(TomlFile.parse("f", toml).content(), List.of(), KeyLines.of(toml), KeyLines.of(""));
  }

  private static void everyKey(
      UnmodifiableConfig table, List<String> path, KeyLines lines, KeyLines none) {
    for (UnmodifiableConfig.Entry entry : table.entrySet()) {
      List<String> child = Tables.child(path, entry.getKey());
      assertTrue(lines.knows(child), child + " is not found");
      assertEquals(1, none.lineOf(child));
      if (entry.getRawValue() instanceof UnmodifiableConfig inner) {
        everyKey(inner, child, lines, none);
      }
    }
  }

  @Test
  void anyTextGivesAnAnswer() {
    for (String text :
        List.of(
            "",
            "[",
            "]",
            "=",
            "a",
            "a=",
            "\"",
            "'''",
            "a={",
            "a={b",
            "[a.",
            "\\",
            "[[[",
            "a=[[[[",
            ",",
            "a = { , }",
            "{",
            "\n\n.",
            "..=..")) {
      assertTrue(KeyLines.of(text).lineOf(List.of("a", "b")) >= 1, text);
    }
    assertTrue(KeyLines.of("a.".repeat(500_000)).lineOf(List.of("a")) == 1);
  }
}
