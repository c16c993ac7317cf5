package connet.client;

import connet.client.control.ControlLink;
import connet.client.control.ControlState;
import connet.client.endpoint.AnnounceState;
import connet.client.endpoint.LocalEndpoint;
import connet.client.forward.Traffic;
import connet.client.path.Path;
import connet.client.path.PathChoice;
import connet.protocol.ErrorStatus;
import connet.protocol.OfferedRelay;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** What the client's conversations are doing, in the words of its users. */
final class Snapshots {
  private Snapshots() {}

  static ClientStatus client(
      ControlLink control,
      List<InetSocketAddress> mapped,
      InetSocketAddress bound,
      List<InetSocketAddress> announced,
      List<EndpointStatus> endpoints) {
    String trouble =
        switch (control.state().get()) {
          case ControlState.Connected connected -> "";
          case ControlState.Away(String why) -> why;
          case ControlState.Refused(ErrorStatus status) -> "refused: " + status;
        };
    return new ClientStatus(
        trouble.isEmpty(),
        trouble,
        control.publicAddress().get(),
        mapped,
        bound,
        announced,
        endpoints);
  }

  static EndpointStatus endpoint(LocalEndpoint endpoint, Route route, Traffic traffic) {
    String trouble =
        switch (endpoint.announced().get()) {
          case AnnounceState.Announced announced -> "";
          case AnnounceState.Waiting(String why) -> why;
          case AnnounceState.Refused(ErrorStatus status) -> "refused: " + status;
        };
    List<Path> paths = endpoint.paths().get();
    return new EndpointStatus(
        endpoint.self().endpoint(),
        endpoint.self().role() == Role.DESTINATION
            ? EndpointStatus.Kind.DESTINATION
            : EndpointStatus.Kind.SOURCE,
        route,
        trouble.isEmpty(),
        trouble,
        endpoint.offeredRelays().stream().map(relay -> relay(relay, paths)).toList(),
        endpoint.peers().stream().map(remote -> peer(remote, paths)).toList(),
        traffic.open(),
        traffic.opened(),
        traffic.sent(),
        traffic.received());
  }

  private static PeerStatus peer(RemotePeer remote, List<Path> paths) {
    List<Path> its = paths.stream().filter(path -> path.leadsTo(remote)).toList();
    List<Path> best = PathChoice.order(its);
    Stream<Path> silent = its.stream().filter(path -> !best.contains(path));
    return new PeerStatus(
        remote.id(),
        remote.metadata(),
        remote.peer().directs(),
        Stream.concat(best.stream(), silent).map(Snapshots::path).toList());
  }

  private static RelayStatus relay(OfferedRelay relay, List<Path> paths) {
    return new RelayStatus(
        relay.id(),
        relay.addresses().stream().map(each -> new HostPort(each.host(), each.port())).toList(),
        relay.metadata(),
        paths.stream()
            .filter(path -> path.kind() == Path.Kind.RELAY && path.id().equals(relay.id()))
            .findFirst()
            .map(path -> path.connection().remoteAddress()));
  }

  static PathInfo path(Path path) {
    PathInfo.Kind kind =
        switch (path.kind()) {
          case OUTGOING -> PathInfo.Kind.DIRECT_OUTGOING;
          case INCOMING -> PathInfo.Kind.DIRECT_INCOMING;
          case RELAY -> PathInfo.Kind.RELAY;
        };
    return new PathInfo(
        kind,
        path.connection().remoteAddress(),
        path.kind().direct() ? "" : path.id(),
        path.rtt(),
        path.usable());
  }
}
