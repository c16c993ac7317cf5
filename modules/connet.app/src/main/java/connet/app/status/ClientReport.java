package connet.app.status;

import connet.app.role.Version;
import connet.client.ClientStatus;
import connet.client.EndpointStatus;
import connet.client.HostPort;
import connet.client.PathInfo;
import connet.client.PeerStatus;
import connet.client.RelayStatus;
import connet.transport.Addresses;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a client is doing, in the words of the existing network's status page. */
public final class ClientReport {
  private final ClientStatus status;
  private final String away;

  private ClientReport(ClientStatus status) {
    this.status = status;
    // The server's view of us is known from the first session on.
    this.away = status.publicAddress().isPresent() ? "reconnecting" : "not_connected";
  }

  /**
   * Of a client.
   *
   * @param server the control server's address as it is configured
   * @param metadata what the client says about itself
   */
  public static Map<String, @Nullable Object> of(
      ClientStatus status, String server, String metadata) {
    return new ClientReport(status).report(server, metadata);
  }

  private Map<String, @Nullable Object> report(String server, String metadata) {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("status", status.connected() ? "connected" : away);
    report.put("metadata", metadata);
    report.put("build-version", Version.text());
    report.put("server-address", server);
    report.put("direct-address", Addresses.show(status.directAddress()));
    List<InetSocketAddress> seen = status.publicAddress().stream().toList();
    List<InetSocketAddress> local = new ArrayList<>(status.announced());
    local.removeAll(seen);
    local.removeAll(status.mapped());
    report.put("local-addresses", shown(local));
    report.put("stun-addresses", shown(seen));
    report.put("natpmp-addresses", orNull(shown(status.mapped())));
    report.put("destinations", endpoints(EndpointStatus.Kind.DESTINATION));
    report.put("sources", endpoints(EndpointStatus.Kind.SOURCE));
    return report;
  }

  private Map<String, Object> endpoints(EndpointStatus.Kind kind) {
    Map<String, Object> endpoints = new TreeMap<>();
    for (EndpointStatus endpoint : status.endpoints()) {
      if (endpoint.kind() == kind) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("status", endpoint.announced() ? "connected" : away);
        about.put("relays", relays(endpoint));
        about.put("peers", peers(endpoint));
        endpoints.put(endpoint.name(), about);
      }
    }
    return endpoints;
  }

  private static Map<String, Object> relays(EndpointStatus endpoint) {
    Map<String, Object> relays = new TreeMap<>();
    for (RelayStatus relay : endpoint.relays()) {
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("id", relay.id());
      about.put("hostports", relay.addresses().stream().map(HostPort::toString).toList());
      about.put("metadata", relay.metadata());
      about.put("connection", relay.connection().map(Addresses::show).orElse(""));
      relays.put(relay.id(), about);
    }
    return relays;
  }

  private static Map<String, Object> peers(EndpointStatus endpoint) {
    Map<String, Object> peers = new TreeMap<>();
    for (PeerStatus peer : endpoint.peers()) {
      Map<String, @Nullable Object> about = new LinkedHashMap<>();
      about.put("id", peer.id());
      about.put("metadata", peer.metadata());
      about.put("direct-addresses", orNull(shown(peer.directAddresses())));
      about.put("connections", orNull(peer.paths().stream().map(ClientReport::path).toList()));
      peers.put(peer.id(), about);
    }
    return peers;
  }

  private static Map<String, Object> path(PathInfo path) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put(
        "style",
        switch (path.kind()) {
          case DIRECT_OUTGOING -> "outgoing";
          case DIRECT_INCOMING -> "incoming";
          case RELAY -> "relay";
        });
    about.put("address", Addresses.show(path.remoteAddress()));
    if (!path.kind().direct()) {
      about.put("relay-id", path.relay());
    }
    return about;
  }

  private static List<String> shown(List<InetSocketAddress> addresses) {
    return addresses.stream().map(Addresses::show).toList();
  }

  private static <T> @Nullable List<T> orNull(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
