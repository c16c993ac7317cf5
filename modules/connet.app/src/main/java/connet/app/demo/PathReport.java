package connet.app.demo;

import connet.client.ClientStatus;
import connet.client.EndpointStatus;
import connet.client.PathInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the source reaches the page at this moment.
 *
 * @param path the best path, if there is one
 * @param sent bytes from the browser to the page so far
 * @param received bytes from the page to the browser so far
 * @param connections forwarded so far
 */
record PathReport(Optional<PathInfo> path, long sent, long received, long connections) {
  /** Reads the status of the client that has the source, its only endpoint. */
  static PathReport of(ClientStatus status) {
    EndpointStatus source = status.endpoints().getFirst();
    Optional<PathInfo> best =
        source.peers().stream()
            .flatMap(peer -> peer.paths().stream())
            .filter(PathInfo::usable)
            .findFirst();
    return new PathReport(best, source.sent(), source.received(), source.opened());
  }

  /** Direct, relay, or none. */
  String word() {
    return path.map(found -> found.kind().direct() ? "direct" : "relay").orElse("none");
  }

  /** The round-trip time in milliseconds, such as {@code 0.41}. */
  String milliseconds() {
    Duration rtt = path.map(PathInfo::rtt).orElse(Duration.ZERO);
    return String.format(Locale.ROOT, "%.2f", rtt.toNanos() / 1e6);
  }

  /** Where the path leads, such as {@code 127.0.0.1:4000}. */
  String address() {
    return path.map(found -> shown(found.remoteAddress())).orElse("-");
  }

  private static String shown(java.net.InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** What the page shows, by the names that it has there. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("path", word());
    members.put("address", address());
    members.put("rtt", milliseconds());
    members.put("received", received);
    members.put("sent", sent);
    members.put("connections", connections);
    return members;
  }
}
