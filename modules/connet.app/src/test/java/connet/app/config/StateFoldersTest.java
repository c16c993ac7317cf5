package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateFoldersTest {
  private static final Path HOME = Path.of("/home/u");

  private static String find(Map<String, String> environment, String system) {
    return StateFolders.find(null, "relay", 19191, environment, system, HOME).path().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, /home/u/.local/state/connet/relay-19191",
    "FreeBSD, /home/u/.local/state/connet/relay-19191",
    "Mac OS X, /home/u/Library/Application Support/connet/relay-19191",
    "Windows 11, /home/u/AppData/Local/connet/relay-19191",
  })
  void isTheUsersStateFolderOfTheSystem(String system, String expected) {
    assertEquals(Path.of(expected).toString(), find(Map.of(), system));
  }

  @Test
  void variablesGoFirstInTheirOrder() {
    assertEquals("/w/connet/relay-19191", find(Map.of("LOCALAPPDATA", "/w"), "Windows 11"));
    assertEquals("/x/connet/relay-19191", find(Map.of("XDG_STATE_HOME", "/x"), "Linux"));
    Map<String, String> service = Map.of("XDG_STATE_HOME", "/x", "STATE_DIRECTORY", "/s:/t");
    assertEquals("/s/relay-19191", find(service, "Linux"));
    Map<String, String> all = Map.of("STATE_DIRECTORY", "/s", "CONNET_STATE_DIR", "/c");
    assertEquals("/c/relay-19191", find(all, "Linux"));
  }

  @Test
  void emptyAndRelativeVariablesAreNotThere() {
    Map<String, String> empty =
        Map.of("STATE_DIRECTORY", "", "CONNET_STATE_DIR", "", "XDG_STATE_HOME", "relative");
    assertEquals("/home/u/.local/state/connet/relay-19191", find(empty, "Linux"));
  }

  @Test
  void aConfiguredFolderIsTakenAsItIs() {
    var found =
        StateFolders.find(
            Path.of("/data"), "relay", 1, Map.of("CONNET_STATE_DIR", "/c"), "Linux", HOME);
    assertEquals(new StateFolders.StateFolder(Path.of("/data"), "store-dir"), found);
  }
}
