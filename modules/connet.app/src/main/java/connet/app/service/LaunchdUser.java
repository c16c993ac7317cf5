package connet.app.service;

import connet.app.role.StartException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The user of macOS as whom roles run, and its group of the same name. */
final class LaunchdUser {
  /** Those of services begin with an underscore. */
  static final String NAME = "_connet";

  /** Where macOS keeps the numbers of services that are not its own. */
  private static final int FIRST = 300;

  private static final int LAST = 399;
  private static final String DSCL = "dscl";

  private final Machine machine;

  LaunchdUser(Machine machine) {
    this.machine = machine;
  }

  /** How to make it; nothing when it is there. */
  List<Step> createIfMissing() throws StartException, IOException, InterruptedException {
    if (machine.ask(null, List.of("id", "-u", NAME)).exitCode() == 0) {
      return List.of();
    }
    String number = String.valueOf(free());
    String group = "/Groups/" + NAME;
    String user = "/Users/" + NAME;
    return List.of(
        create(group),
        create(group, "PrimaryGroupID", number),
        create(group, "RealName", "connet"),
        create(user),
        create(user, "UniqueID", number),
        create(user, "PrimaryGroupID", number),
        create(user, "RealName", "connet"),
        create(user, "NFSHomeDirectory", "/var/empty"),
        create(user, "UserShell", "/usr/bin/false"),
        create(user, "IsHidden", "1"));
  }

  private static Step create(String... what) {
    List<String> command = new ArrayList<>(List.of(DSCL, ".", "-create"));
    command.addAll(List.of(what));
    return new Step.Run(command);
  }

  private int free() throws StartException, IOException, InterruptedException {
    Set<String> taken = taken("/Users", "UniqueID");
    taken.addAll(taken("/Groups", "PrimaryGroupID"));
    for (int number = FIRST; number <= LAST; number++) {
      if (!taken.contains(String.valueOf(number))) {
        return number;
      }
    }
    throw new StartException(
        "no number from " + FIRST + " to " + LAST + " is free for the user " + NAME);
  }

  /** The last word of each line, which is the number. */
  private Set<String> taken(String folder, String key) throws IOException, InterruptedException {
    return machine
        .ask(null, List.of(DSCL, ".", "-list", folder, key))
        .out()
        .lines()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .collect(Collectors.toSet());
  }
}
