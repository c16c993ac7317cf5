package connet.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks web servers with curl. */
final class Web {
  /** What curl has got: the head of the last response, and its body. */
  record Answer(int exitCode, String head, String body) {
    int status() {
      String[] words = head.split(" ", 3);
      return words.length < 2 ? 0 : Integer.parseInt(words[1].strip());
    }

    /** The value of a header; empty if there is none. */
    String header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  private final Path folder;

  Web(Path folder) {
    this.folder = folder;
  }

  /** Asks, with further options of curl. */
  Answer ask(String url, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("curl", "--silent", "--show-error", "--max-time", "60", "--path-as-is"));
    command.addAll(List.of("--dump-header", "/dev/stderr"));
    command.addAll(List.of(options));
    command.add(url);
    Image.Result result = Image.run(folder, Map.of("PATH", System.getenv("PATH")), command);
    String heads = result.err().replace("\r", "").strip();
    String last = heads.substring(Math.max(0, heads.lastIndexOf("\nHTTP/")));
    return new Answer(result.exitCode(), last.strip(), result.out());
  }
}
