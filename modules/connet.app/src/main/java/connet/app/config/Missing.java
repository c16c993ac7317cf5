package connet.app.config;

import java.util.List;
import java.util.stream.Collectors;

/** Says that what a role cannot do without was nowhere given, and where it was looked for. */
final class Missing {
  private Missing() {}

  /**
   * Notes it; of files with nothing for this role but with something for another it is said how to
   * run them.
   *
   * @param table of the role
   * @param what is missing and where it is set
   */
  static void note(Values values, List<String> table, String what, Problems problems) {
    List<String> files = values.files();
    List<List<String>> others =
        Tables.ROLES.stream()
            .filter(other -> !other.equals(table) && values.mentionsInFiles(other))
            .toList();
    if (files.isEmpty()) {
      problems.addMissing(what);
    } else if (values.mentionsInFiles(table) || others.isEmpty()) {
      problems.addMissing(String.join(", ", files) + ": " + what);
    } else {
      String headers = others.stream().map(Tables::header).collect(Collectors.joining(" and "));
      String runs =
          others.stream().map(other -> run(other, files)).collect(Collectors.joining(" or "));
      String verb = files.size() == 1 ? " holds " : " hold ";
      problems.addMissing(
          String.join(", ", files)
              + verb
              + headers
              + ", and nothing for "
              + Tables.header(table)
              + ": run it with "
              + runs);
    }
  }

  private static String run(List<String> table, List<String> files) {
    String command = table.equals(Tables.CLIENT) ? "connet" : "connet " + table.getFirst();
    return command + files.stream().map(file -> " --config " + file).collect(Collectors.joining());
  }
}
