package connet.client.portmap;

import connet.client.portmap.Xml.Element;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service of an Internet Gateway Device that maps ports.
 *
 * @param type its name with its version
 * @param control where its actions are called
 */
record IgdService(String type, URI control) {
  /** In the order in which they are tried. Version 1 also where the device is of version 2. */
  private static final List<String> TYPES =
      List.of(
          "urn:schemas-upnp-org:service:WANIPConnection:2",
          "urn:schemas-upnp-org:service:WANIPConnection:1",
          "urn:schemas-upnp-org:service:WANPPPConnection:1");

  private static final int MOST = 8;
  private static final int OK = 200;

  /** That the router says no, with the code of UPnP. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;
    private final int code;

    private Refusal(String action, int code, String why) {
      super("UPnP: " + action + ": " + (why.isEmpty() ? "error" : why) + " (" + code + ")");
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The services in a device's description that map ports, the best first. */
  static List<IgdService> read(InetAddress local, URI description, Duration within)
      throws IOException {
    Http.Answer answer = Http.get(local, description, within);
    if (answer.status() != OK) {
      throw new IOException("UPnP: the router's description: HTTP status " + answer.status());
    }
    return of(Xml.parse(answer.body()), description);
  }

  /** Those of a description: its addresses may be relative, but never lead to another machine. */
  static List<IgdService> of(Element device, URI description) {
    URI base =
        device
            .text("URLBase")
            .filter(text -> !text.isEmpty())
            .flatMap(text -> resolve(description, text))
            .orElse(description);
    return TYPES.stream()
        .flatMap(
            type ->
                device
                    .all()
                    .filter(each -> each.name().equals("service"))
                    .filter(each -> each.text("serviceType").filter(type::equals).isPresent())
                    .flatMap(each -> each.text("controlURL").stream())
                    .flatMap(url -> resolve(base, url).stream())
                    .filter(url -> description.getHost().equals(url.getHost()))
                    .map(url -> new IgdService(type, url)))
        .limit(MOST)
        .toList();
  }

  private static Optional<URI> resolve(URI base, String text) {
    try {
      URI uri = base.resolve(text);
      return "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Calls an action.
   *
   * @param arguments by name, in their order; without characters that XML knows
   * @throws Refusal if the router says no
   */
  Element call(InetAddress local, String action, Map<String, String> arguments, Duration within)
      throws IOException {
    var body = new StringBuilder();
    body.append("<?xml version=\"1.0\"?>\r\n<s:Envelope")
        .append(" xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"")
        .append(" s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body><u:")
        .append(action)
        .append(" xmlns:u=\"")
        .append(type)
        .append("\">");
    arguments.forEach((name, value) -> body.append("<%s>%s</%s>".formatted(name, value, name)));
    body.append("</u:").append(action).append("></s:Body></s:Envelope>\r\n");
    Http.Answer answer = Http.post(local, control, type + "#" + action, body.toString(), within);
    if (answer.status() == OK) {
      return Xml.parse(answer.body());
    }
    throw refusal(action, answer);
  }

  private static Refusal refusal(String action, Http.Answer answer) {
    try {
      Element envelope = Xml.parse(answer.body());
      return new Refusal(
          action,
          envelope.text("errorCode").map(IgdService::code).orElse(answer.status()),
          envelope.text("errorDescription").map(IgdService::shortened).orElse(""));
    } catch (IOException e) {
      return new Refusal(action, answer.status(), "HTTP status");
    }
  }

  private static int code(String text) {
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
  }

  private static String shortened(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) : plain;
  }
}
