package connet.control;

import connet.control.directory.Directory;
import connet.control.directory.RelayRegistry;
import connet.control.session.Clients;
import connet.protocol.Role;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Puts together what a control server knows. */
final class StatusReport {
  private StatusReport() {}

  static ControlStatus of(
      List<ControlIngress> ingresses,
      List<InetSocketAddress> addresses,
      String id,
      Clients clients,
      Directory directory,
      RelayRegistry relays) {
    List<ControlStatus.Ingress> listening = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      ControlIngress ingress = ingresses.get(i);
      listening.add(
          new ControlStatus.Ingress(addresses.get(i), ingress.addresses(), ingress.audience()));
    }
    return new ControlStatus(
        id,
        listening,
        clients.all(),
        endpoints(clients, directory),
        relays.relays().stream()
            .map(relay -> new ControlStatus.Relay(relay.id(), relay.addresses(), relay.metadata()))
            .toList());
  }

  private static List<ControlStatus.Endpoint> endpoints(Clients clients, Directory directory) {
    var byName = new TreeMap<String, ControlStatus.Endpoint>();
    for (Directory.Announced each : directory.announced()) {
      var member = new ControlStatus.Member(each.clientId(), clients.connectionId(each.session()));
      byName.merge(each.endpoint(), alone(each, member), StatusReport::joined);
    }
    return List.copyOf(byName.values());
  }

  private static ControlStatus.Endpoint alone(
      Directory.Announced announced, ControlStatus.Member member) {
    return announced.role() == Role.DESTINATION
        ? new ControlStatus.Endpoint(announced.endpoint(), List.of(member), List.of())
        : new ControlStatus.Endpoint(announced.endpoint(), List.of(), List.of(member));
  }

  private static ControlStatus.Endpoint joined(ControlStatus.Endpoint a, ControlStatus.Endpoint b) {
    List<ControlStatus.Member> destinations = new ArrayList<>(a.destinations());
    destinations.addAll(b.destinations());
    List<ControlStatus.Member> sources = new ArrayList<>(a.sources());
    sources.addAll(b.sources());
    return new ControlStatus.Endpoint(a.name(), destinations, sources);
  }
}
