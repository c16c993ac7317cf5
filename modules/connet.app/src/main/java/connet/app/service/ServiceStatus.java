package connet.app.service;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a service stands.
 *
 * @param running whether it does what it is for
 * @param state that in words
 * @param details more about it, by what it is, in the order to show it
 */
record ServiceStatus(boolean running, String state, Map<String, String> details) {
  ServiceStatus {
    details = new LinkedHashMap<>(details);
    details.values().removeIf(String::isBlank);
  }

  /** Text for people, several lines. */
  String text(Service service) {
    StringBuilder text = new StringBuilder(service.word() + " is " + state + "\n");
    details.forEach((what, value) -> text.append("  %-11s %s\n".formatted(what, value)));
    return text.toString();
  }
}
