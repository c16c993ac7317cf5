package connet.app.service;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@code systemctl show} tells of a unit. */
final class SystemdStatus {
  static final String PROPERTIES =
      "LoadState,ActiveState,SubState,StatusText,MainPID,StateChangeTimestamp,UnitFileState,"
          + "FragmentPath,Result,ExecMainStatus,NRestarts";

  private SystemdStatus() {}

  /** The status by lines such as {@code ActiveState=active}. */
  static ServiceStatus of(String shown) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : shown.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    if (!values.getOrDefault("LoadState", "").equals("loaded")) {
      return new ServiceStatus(false, "not installed", Map.of());
    }
    String active = values.getOrDefault("ActiveState", "");
    String text = values.getOrDefault("StatusText", "");
    String process = values.getOrDefault("MainPID", "0");
    Map<String, String> details = new LinkedHashMap<>();
    details.put("since", values.getOrDefault("StateChangeTimestamp", ""));
    details.put("process", process.equals("0") ? "" : process);
    String restarts = values.getOrDefault("NRestarts", "0");
    details.put("restarts", restarts.equals("0") ? "" : restarts);
    details.put("at boot", values.getOrDefault("UnitFileState", ""));
    details.put("unit", values.getOrDefault("FragmentPath", ""));
    return new ServiceStatus(
        active.equals("active"),
        state(active, values) + (text.isEmpty() || process.equals("0") ? "" : ": " + text),
        details);
  }

  private static String state(String active, Map<String, String> values) {
    String end =
        " ("
            + values.getOrDefault("Result", "")
            + ", exit code "
            + values.getOrDefault("ExecMainStatus", "")
            + ")";
    return switch (active) {
      case "active" -> "running";
      case "inactive" -> "stopped";
      case "failed" -> "stopped after it failed" + end;
      case "activating" ->
          values.getOrDefault("SubState", "").equals("auto-restart")
              ? "waiting to be started again" + end
              : "starting";
      case "deactivating" -> "stopping";
      default -> active;
    };
  }
}
