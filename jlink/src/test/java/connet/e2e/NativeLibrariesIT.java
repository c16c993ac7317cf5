package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.channel.epoll.Epoll;
import io.netty.incubator.codec.quic.Quic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibrariesIT {
  private static final Pattern LOADED = Pattern.compile("Loaded library (\\S*netty\\S*),");

  @TempDir Path scratch;

  /** Runs in the image's virtual machine, of which it uses the modules. */
  static final class Loads {
    private Loads() {}

    public static void main(String[] args) {
      Quic.ensureAvailability();
      if (System.getProperty("os.name").equals("Linux")) {
        Epoll.ensureAvailability();
      }
    }
  }

  @Test
  void areLoadedFromTheImageAndNeverUnpacked() throws Exception {
    Path temporary = Files.createDirectory(scratch.resolve("tmp"));
    Image.Result result =
        Image.run(
            scratch,
            Map.of(),
            List.of(
                Image.java().toString(),
                "-Xlog:library=info",
                "-Djava.io.tmpdir=" + temporary,
                "--add-modules=connet.app",
                "--class-path",
                System.getProperty("connet.tests"),
                Loads.class.getName()));
    assertEquals(0, result.exitCode(), result.out() + result.err());

    List<Path> loaded =
        LOADED
            .matcher(result.out())
            .results()
            .map((MatchResult match) -> Path.of(match.group(1)))
            .toList();
    assertFalse(loaded.isEmpty(), result.out());
    loaded.forEach(library -> assertEquals(Image.libraries(), library.getParent()));
    assertEquals(List.of(), Image.filesIn(temporary));
  }
}
