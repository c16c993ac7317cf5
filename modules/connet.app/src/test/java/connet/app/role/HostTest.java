package connet.app.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, /srv/ann, /srv/ann",
    "Mac OS X, /srv/ann, /srv/ann",
    "Linux, ann, /home/ann",
    "Linux, '', /home/ann",
    "Windows 11, /srv/ann, /home/ann"
  })
  void theHomeFolderIsThatOfTheEnvironmentIfItIsAbsolute(String system, String set, String home) {
    assertEquals(Path.of(home), Host.home(system, Map.of("HOME", set), "/home/ann"));
    assertEquals(Path.of("/home/ann"), Host.home(system, Map.of(), "/home/ann"));
  }
}
