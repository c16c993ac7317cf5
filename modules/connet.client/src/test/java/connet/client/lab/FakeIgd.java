package connet.client.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import connet.client.task.Tasks;
import connet.client.task.Watched;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A UPnP Internet Gateway Device on the loopback interface: its search and its web server. */
public final class FakeIgd implements AutoCloseable {
  private static final Pattern ARGUMENT = Pattern.compile("<(New[A-Za-z]+)>([^<]*)</");
  private static final int NO_SUCH_ENTRY = 714;

  private final DatagramSocket search;
  private final TcpService web;
  private final Tasks tasks = new Tasks("igd");
  private final int version;

  /** What is mapped: the arguments of each AddPortMapping, by external port. */
  private final Watched<Map<String, Map<String, String>>> mapped = new Watched<>(Map.of());

  private final Watched<List<String>> called = new Watched<>(List.of());
  private volatile Map<String, Integer> refusals = Map.of();
  private volatile boolean onlyPermanent;
  private volatile String external = "203.0.113.7";

  private FakeIgd(int version) throws IOException {
    this.version = version;
    this.search = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.web = TcpService.start(this::serve);
  }

  public static FakeIgd start(int version) throws IOException {
    var igd = new FakeIgd(version);
    igd.tasks.start("search", igd::answerSearch);
    return igd;
  }

  public int searchPort() {
    return search.getLocalPort();
  }

  public Watched<Map<String, Map<String, String>>> mapped() {
    return mapped;
  }

  public Watched<List<String>> called() {
    return called;
  }

  /** Answers calls with these errors: by action, or by action and external port. */
  public void refuse(Map<String, Integer> errors) {
    refusals = errors;
  }

  public void onlyPermanent() {
    onlyPermanent = true;
  }

  public void external(String address) {
    external = address;
  }

  public void forget() {
    mapped.set(Map.of());
  }

  private void answerSearch() throws IOException {
    while (true) {
      var packet = new DatagramPacket(new byte[2048], 2048);
      search.receive(packet);
      String asked = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
      if (asked.startsWith("M-SEARCH") && asked.contains("InternetGatewayDevice:1\r\n")) {
        String answer =
            "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\n"
                + "ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\nEXT:\r\n"
                + "Location: http://127.0.0.1:"
                + web.address().port()
                + "/device.xml\r\n\r\n";
        byte[] bytes = answer.getBytes(ISO_8859_1);
        search.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    var input = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    String request = input.readLine();
    String action = "";
    int length = 0;
    for (String line = input.readLine(); !line.isEmpty(); line = input.readLine()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      } else if (lower.startsWith("soapaction:")) {
        action = line.substring(line.indexOf('#') + 1, line.lastIndexOf('"'));
      }
    }
    char[] body = new char[length];
    for (int read = 0; read < length; ) {
      read += input.read(body, read, length - read);
    }
    String answer =
        request.startsWith("GET /device.xml ") ? device() : answer(action, new String(body));
    socket.getOutputStream().write(answer.getBytes(UTF_8));
  }

  private String device() {
    return http(
        200,
        """
        <?xml version="1.0"?>
        <root xmlns="urn:schemas-upnp-org:device-1-0">
          <device>
            <deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:%1$d</deviceType>
            <friendlyName>Home &amp; Garden</friendlyName>
            <serviceList><service>
              <serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType>
              <controlURL>/forwarding</controlURL>
            </service></serviceList>
            <deviceList><device><deviceList><device><serviceList><service>
              <serviceType>urn:schemas-upnp-org:service:WANIPConnection:%1$d</serviceType>
              <controlURL>/connection</controlURL>
            </service></serviceList></device></deviceList></device></deviceList>
          </device>
        </root>
        """
            .formatted(version));
  }

  private String answer(String action, String body) {
    called.update(old -> Stream.concat(old.stream(), Stream.of(action)).toList());
    Map<String, String> arguments = new TreeMap<>();
    Matcher matcher = ARGUMENT.matcher(body);
    while (matcher.find()) {
      arguments.put(matcher.group(1), matcher.group(2));
    }
    String port = arguments.getOrDefault("NewExternalPort", "");
    int refusal = refusals.getOrDefault(action, refusals.getOrDefault(action + port, 0));
    if (refusal != 0) {
      return error(refusal);
    }
    return switch (action) {
      case "GetExternalIPAddress" ->
          done(action, "<NewExternalIPAddress>" + external + "</NewExternalIPAddress>");
      case "AddPortMapping" -> {
        if (onlyPermanent && !arguments.getOrDefault("NewLeaseDuration", "").equals("0")) {
          yield error(725);
        }
        change(port, arguments);
        yield done(action, "");
      }
      case "DeletePortMapping" -> {
        change(port, Map.of());
        yield done(action, "");
      }
      case "GetSpecificPortMappingEntry" -> {
        Map<String, String> entry = mapped.get().get(port);
        yield entry == null
            ? error(NO_SUCH_ENTRY)
            : done(
                action,
                "<NewInternalPort>%s</NewInternalPort><NewInternalClient>%s</NewInternalClient>"
                    .formatted(entry.get("NewInternalPort"), entry.get("NewInternalClient")));
      }
      default -> error(401);
    };
  }

  private void change(String port, Map<String, String> entry) {
    mapped.update(
        old -> {
          Map<String, Map<String, String>> changed = new TreeMap<>(old);
          if (entry.isEmpty()) {
            changed.remove(port);
          } else {
            changed.put(port, Map.copyOf(entry));
          }
          return Map.copyOf(changed);
        });
  }

  private String done(String action, String body) {
    return http(200, envelope("<u:%1$sResponse>%2$s</u:%1$sResponse>".formatted(action, body)));
  }

  private static String error(int code) {
    return http(
        500,
        envelope(
            """
            <s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail>
            <UPnPError xmlns="urn:schemas-upnp-org:control-1-0"><errorCode>%d</errorCode>
            <errorDescription>No</errorDescription></UPnPError></detail></s:Fault>\
            """
                .formatted(code)));
  }

  private static String envelope(String body) {
    return """
    <?xml version="1.0"?>
    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>%s</s:Body></s:Envelope>
    """
        .formatted(body);
  }

  private static String http(int status, String body) {
    return "HTTP/1.1 %d Any\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.getBytes(UTF_8).length, body);
  }

  @Override
  public void close() throws IOException {
    search.close();
    web.close();
    tasks.close();
  }
}
