package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
  @TempDir Path folder;

  private final Problems problems = new Problems();

  private Setting<Path> file(String content) throws IOException {
    Path file = folder.resolve("tokens");
    Files.writeString(file, content);
    if (!System.getProperty("os.name").startsWith("Windows")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return new Setting<>(file, new Origin.InFile("f.toml", 3, "server.tokens-file"));
  }

  private String end() {
    return " (token file of f.toml:3: key 'server.tokens-file')";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          ~1: the file is empty, it must hold a token
          |~1: blank line, each line must hold a token
          a||b|~2: blank line, each line must hold a token
          a|b||~3: blank line, each line must hold a token
          a|  |~2: blank line, each line must hold a token
          a|b c|~2: the token must not hold spaces
           a|~1: the token must not hold spaces
          a|b |~2: the token must not hold spaces
          a\tb~1: the token must not hold spaces
          a|ä|~2: the token must hold only ASCII letters, digits and punctuation
          """)
  void refusesWhatCouldAdmitStrangers(String content, String expected) throws IOException {
    String text = content == null ? "" : content.replace('|', '\n');
    assertEquals(List.of(), Tokens.many(file(text), problems));
    assertEquals(List.of(folder.resolve("tokens") + ":" + expected + end()), problems.lines());
  }

  @Test
  void takesOneTokenALineWithAnyEndOfLine() throws IOException {
    for (String content : List.of("a\nb", "a\nb\n", "a\r\nb\r\n", "\uFEFFa\nb\n")) {
      assertEquals(List.of("a", "b"), Tokens.many(file(content), problems), content);
    }
    assertEquals(List.of(), problems.lines());
    assertEquals(List.of(), problems.warnings());
  }

  @Test
  void aClientTakesTheFirstTokenAndSaysSo() throws IOException {
    assertEquals(List.of("a"), Tokens.one(file("a\n"), problems));
    assertEquals(List.of(), problems.warnings());
    assertEquals(List.of("a"), Tokens.one(file("a\nb\n"), problems));
    assertEquals(List.of(), problems.lines());
    assertEquals(1, problems.warnings().size());
  }

  /** What admits strangers there, an empty line or a space too many, is refused here. */
  @Test
  void filesOfTheExistingNetworkAreReadAsThere() throws IOException {
    for (JsonObject vector : Vectors.list("token_files")) {
      Problems own = new Problems();
      List<String> tokens = Tokens.many(file(Vectors.text(vector, "file")), own);
      List<String> theirs =
          vector.getAsJsonArray("tokens").asList().stream().map(JsonElement::getAsString).toList();
      boolean harmless =
          !theirs.isEmpty() && theirs.stream().noneMatch(t -> t.isEmpty() || t.contains(" "));
      assertEquals(harmless ? theirs : List.of(), tokens, Vectors.text(vector, "case"));
      assertEquals(harmless, own.lines().isEmpty(), own.lines().toString());
    }
  }

  @Test
  void messagesNeverQuoteAToken() throws IOException {
    Tokens.many(file("s3cret and\ns3crét\n\n"), problems);
    assertEquals(3, problems.lines().size());
    assertTrue(problems.lines().stream().noneMatch(line -> line.contains("s3cr")));
  }

  @Test
  void saysWhatIsWrongWithTheFileItself() throws IOException {
    Setting<Path> good = file("a");
    Path missing = folder.resolve("missing");
    Tokens.many(new Setting<>(missing, good.origin()), problems);
    Tokens.many(new Setting<>(folder, good.origin()), problems);
    Files.write(good.value(), "ä".getBytes(StandardCharsets.ISO_8859_1));
    Tokens.many(good, problems);
    Files.write(good.value(), new byte[(1 << 20) + 1]);
    Tokens.many(good, problems);
    String key = "f.toml:3: key 'server.tokens-file': ";
    assertEquals(
        List.of(
            key + "no such file: " + missing,
            key + "is a folder, not a file: " + folder,
            key + "the file is not UTF-8 text: " + good.value(),
            key + "the file is larger than 1 MiB: " + good.value()),
        problems.lines());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void warnsWhenEverybodyCanReadIt() throws IOException {
    Setting<Path> file = file("a");
    Files.setPosixFilePermissions(file.value(), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(List.of("a"), Tokens.many(file, problems));
    assertEquals(
        List.of(
            "every user of this machine can read the token file, run chmod o-rwx on it file="
                + file.value()
                + " mode=rw-r--r--"),
        problems.warnings());
  }
}
