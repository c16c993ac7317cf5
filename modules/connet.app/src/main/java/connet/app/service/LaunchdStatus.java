package connet.app.service;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code launchctl print} tells of a service. */
final class LaunchdStatus {
  private LaunchdStatus() {}

  /** The status by the text, which is empty when launchd has not loaded the service. */
  static ServiceStatus of(String printed, Path file, Path log) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("process", value(printed, "pid"));
    details.put("last exit", value(printed, "last exit code"));
    details.put("defined in", file.toString());
    details.put("log", log.toString());
    if (printed.isEmpty()) {
      return new ServiceStatus(false, "stopped", details);
    }
    boolean running = value(printed, "state").equals("running");
    return new ServiceStatus(running, running ? "running" : "ended", details);
  }

  /** Of lines such as {@code <tab>pid = 123}; services within the service are indented further. */
  private static String value(String printed, String key) {
    Matcher line = Pattern.compile("(?m)^\\t" + key + " = (.*)$").matcher(printed);
    return line.find() ? line.group(1).strip() : "";
  }
}
