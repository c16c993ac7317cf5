package connet.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosingTest {
  @TempDir Path scratch;

  @Test
  void closesTheLastFirstAndRemovesTheFolderWithEverythingInIt() throws Exception {
    List<String> closed = new ArrayList<>();
    Path folder = Files.createDirectory(scratch.resolve("demo"));
    Closing closing = new Closing();
    closing.folder(folder);
    closing.add(() -> closed.add("first"));
    closing.add(
        () -> {
          throw new IllegalStateException("a failure must not keep the others open");
        });
    closing.add(() -> closed.add("last"));
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/key.pem"), "secret");
    closing.close();
    assertEquals(List.of("last", "first"), closed);
    assertFalse(Files.exists(folder));
  }
}
