package connet.app.config;

import static connet.app.config.Tables.DESTINATIONS;
import static connet.app.config.Tables.SOURCES;

import connet.client.LoadBalancing;
import connet.client.ProxyProtocol;
import connet.client.RelayEncryption;
import connet.client.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of destinations and sources. */
final class EndpointKeys {
  /** What a destination and a source have in common. */
  record Common(
      Key<EndpointUrl> url,
      Key<Route> route,
      Key<List<RelayEncryption>> relayEncryptions,
      Key<Duration> dialTimeout,
      Key<Path> cas,
      Key<Path> cert,
      Key<Path> key) {
    private static Common of(List<String> table, String url, String cas, String cert) {
      return new Common(
          Key.of(table, "url", Kinds.URL, url).insteadOf("addr"),
          Key.of(table, "route", Kinds.ROUTE, "which paths to use").or("any"),
          Key.of(table, "relay-encryptions", Kinds.ENCRYPTION_LIST, "allowed through relays")
              .flagged("relay-encryption"),
          Key.of(table, "dial-timeout", Kinds.DURATION, "how long a connect may take"),
          Key.of(table, "cas-file", Kinds.FILE, cas),
          Key.of(table, "cert-file", Kinds.FILE, cert),
          Key.of(table, "key-file", Kinds.FILE, "PEM file of its private key"));
    }
  }

  static final Key<Address> DESTINATION_ADDR =
      Key.of(DESTINATIONS, "addr", Kinds.REMOTE, "the TCP service; \":3000\" is on localhost");
  static final Common DESTINATION =
      Common.of(
          DESTINATIONS,
          "the service by its kind: tcp, tls, http, https, file",
          "PEM file to trust it by, or insecure-skip-verify",
          "PEM file of a certificate to show it");
  static final Key<ProxyProtocol> DESTINATION_PROXY =
      Key.of(DESTINATIONS, "proxy-proto-version", Kinds.PROXY, "PROXY header for the service");

  static final Key<Address> SOURCE_ADDR =
      Key.of(SOURCES, "addr", Kinds.LOCAL, "TCP address to listen on; \":8000\" is all interfaces");
  static final Common SOURCE =
      Common.of(
          SOURCES,
          "where to listen and how: tcp, tls, http, https, ws, wss",
          "PEM file that whoever connects must have a certificate by",
          "PEM file of the certificate of tls, https and wss");
  static final Key<LoadBalancing.Policy> SOURCE_POLICY =
      Key.of(SOURCES, "lb-policy", Kinds.POLICY, "which destination to try first");
  static final Key<LoadBalancing.Retry> SOURCE_RETRY =
      Key.of(SOURCES, "lb-retry", Kinds.RETRY, "how to go on after one that fails");
  static final Key<Integer> SOURCE_RETRY_MAX =
      Key.of(SOURCES, "lb-retry-max", Kind.integer(), "destinations, or milliseconds");

  /** In the order of the help. */
  static final List<Key<?>> ALL = all();

  private EndpointKeys() {}

  private static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(List.of(DESTINATION_ADDR));
    all.addAll(common(DESTINATION));
    all.addAll(List.of(DESTINATION_PROXY, SOURCE_ADDR));
    all.addAll(common(SOURCE));
    all.addAll(List.of(SOURCE_POLICY, SOURCE_RETRY, SOURCE_RETRY_MAX));
    return List.copyOf(all);
  }

  private static List<Key<?>> common(Common keys) {
    return List.of(
        keys.url(),
        keys.route(),
        keys.relayEncryptions(),
        keys.dialTimeout(),
        keys.cas(),
        keys.cert(),
        keys.key());
  }
}
