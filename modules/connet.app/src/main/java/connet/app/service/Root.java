package connet.app.service;

import connet.app.role.StartException;
import java.io.IOException;
import java.util.List;

/** Whether the user of the program is the administrator, on systems that call him root. */
final class Root {
  private Root() {}

  static void check(Machine machine) throws StartException, IOException, InterruptedException {
    if (!machine.ask(null, List.of("id", "-u")).out().strip().equals("0")) {
      throw new StartException("only root may do this: put 'sudo' before the command");
    }
  }
}
