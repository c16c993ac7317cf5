package connet.app.status;

import connet.app.role.Version;
import connet.control.ControlIngress.Audience;
import connet.control.ControlStatus;
import connet.protocol.AddressRules;
import connet.protocol.Cidr;
import connet.protocol.HostPort;
import connet.relay.RelayStatus;
import connet.transport.Addresses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What servers are doing, in the words of the existing network's status pages. */
public final class ServerReport {
  private ServerReport() {}

  /** Of a control server. */
  public static Map<String, Object> control(ControlStatus status) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("build-version", Version.text());
    report.put("client-ingresses", ingresses(status, true));
    report.put("clients", clients(status));
    report.put("endpoints", endpoints(status));
    report.put("relay-server-id", status.id());
    report.put("relay-ingresses", ingresses(status, false));
    Map<String, Object> relays = new TreeMap<>();
    for (ControlStatus.Relay relay : status.relays()) {
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("id", relay.id());
      about.put("hostport", relay.addresses().stream().map(HostPort::toString).toList());
      about.put("metadata", relay.metadata());
      relays.put(relay.id(), about);
    }
    report.put("relays", relays);
    return report;
  }

  private static List<Object> ingresses(ControlStatus status, boolean clients) {
    List<Object> ingresses = new ArrayList<>();
    for (ControlStatus.Ingress ingress : status.ingresses()) {
      Audience audience = ingress.audience();
      if (clients ? audience.clients() : audience.relays()) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("address", Addresses.show(ingress.address()));
        about.put("restrictions", restrictions(ingress.addresses()));
        ingresses.add(about);
      }
    }
    return ingresses;
  }

  private static Map<String, Object> restrictions(AddressRules rules) {
    Map<String, Object> restrictions = new LinkedHashMap<>();
    if (!rules.allow().isEmpty()) {
      restrictions.put("allows", rules.allow().stream().map(Cidr::toString).toList());
    }
    if (!rules.deny().isEmpty()) {
      restrictions.put("denies", rules.deny().stream().map(Cidr::toString).toList());
    }
    return restrictions;
  }

  private static Map<String, Object> clients(ControlStatus status) {
    Map<String, Object> clients = new TreeMap<>();
    for (ControlStatus.Client client : status.clients()) {
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("id", client.id());
      about.put("conn_id", client.connectionId());
      about.put("address", Addresses.show(client.address()));
      about.put("metadata", client.metadata());
      clients.put(client.id(), about);
    }
    return clients;
  }

  private static Map<String, Object> endpoints(ControlStatus status) {
    Map<String, Object> endpoints = new TreeMap<>();
    for (ControlStatus.Endpoint endpoint : status.endpoints()) {
      Map<String, @Nullable Object> about = new LinkedHashMap<>();
      about.put("endpoint", endpoint.name());
      about.put("destinations", members(endpoint.destinations()));
      about.put("sources", members(endpoint.sources()));
      endpoints.put(endpoint.name(), about);
    }
    return endpoints;
  }

  /** Nobody is null, not an empty list. */
  private static @Nullable List<Object> members(List<ControlStatus.Member> members) {
    List<Object> report = new ArrayList<>();
    for (ControlStatus.Member member : members) {
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("id", member.id());
      about.put("conn_id", member.connectionId());
      report.add(about);
    }
    return report.isEmpty() ? null : report;
  }

  /**
   * Of a relay.
   *
   * @param control the control server's address as it is configured, for as long as it was not
   *     reached
   */
  public static Map<String, Object> relay(RelayStatus status, String control) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("status", status.session().name().toLowerCase(Locale.ROOT));
    report.put("build-version", Version.text());
    report.put("hostports", status.publicAddresses().stream().map(ServerReport::asText).toList());
    report.put("server-address", status.control().map(Addresses::show).orElse(control));
    report.put("server-id", status.controlId());
    Map<String, Object> endpoints = new TreeMap<>();
    status.clients().stream()
        .collect(Collectors.groupingBy(RelayStatus.Client::endpoint))
        .forEach((name, clients) -> endpoints.put(name, endpoint(name, clients)));
    report.put("endpoints", endpoints);
    return report;
  }

  private static Map<String, Object> endpoint(String name, List<RelayStatus.Client> clients) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("endpoint", name);
    report.put("destinations", peers(clients, true));
    report.put("sources", peers(clients, false));
    return report;
  }

  private static Map<String, Object> peers(List<RelayStatus.Client> clients, boolean destinations) {
    Map<String, Object> peers = new TreeMap<>();
    for (RelayStatus.Client client : clients) {
      if (client.destination() == destinations) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("key", client.key());
        about.put("metadata", client.metadata());
        peers.put(client.key(), about);
      }
    }
    return peers;
  }

  /** A message with host and port as protobuf's text format has it. */
  private static String asText(HostPort address) {
    return "host:\"" + address.host() + "\" port:" + address.port();
  }
}
