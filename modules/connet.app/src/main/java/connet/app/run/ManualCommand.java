package connet.app.run;

import connet.app.cli.Manual;
import connet.app.role.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the pages of the manual, for packages to install. */
final class ManualCommand {
  private ManualCommand() {}

  static int run(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> page : Manual.pages(Version.text()).entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
    return Program.GOOD;
  }
}
