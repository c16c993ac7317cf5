package connet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the README's quickstart, as they stand there. */
final class Readme {
  private static final Path FILE = Path.of("..", "README.md"); // tests run in the module's folder
  private static final Pattern BLOCK = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);

  private Readme() {}

  /** The block that follows the words: write `NAME`. */
  static String file(String name) throws IOException {
    String text = Files.readString(FILE).replace("\r\n", "\n");
    int write = text.indexOf("write `" + name + "`");
    Matcher block = BLOCK.matcher(text);
    if (write < 0 || !block.find(write)) {
      throw new AssertionError("the quickstart of the README has no " + name);
    }
    return block.group(1);
  }
}
