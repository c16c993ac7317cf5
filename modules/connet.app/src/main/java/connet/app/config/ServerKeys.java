package connet.app.config;

import static connet.app.config.Tables.SERVER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of {@code [server]}. */
final class ServerKeys {
  static final IngressKeys INGRESS = IngressKeys.control(Tables.SERVER_INGRESS);
  static final RestrictionKeys RESTRICTION = RestrictionKeys.clients(Tables.SERVER_RESTRICTION);
  static final IngressKeys RELAY_INGRESS = IngressKeys.relay(Tables.SERVER_RELAY_INGRESS);

  static final Key<List<String>> TOKENS =
      Key.of(SERVER, "tokens", Kinds.TOKEN_LIST, "tokens that admit clients");
  static final Key<Path> TOKENS_FILE =
      Key.of(SERVER, "tokens-file", Kinds.FILE, "file with one such token a line")
          .insteadOf("tokens");
  static final Key<Address> ADDR =
      Key.of(SERVER, "addr", Kinds.LOCAL, "UDP address for clients")
          .or(":19190")
          .first(INGRESS.addr());
  static final Key<Path> CERT =
      Key.of(SERVER, "cert-file", Kinds.FILE, "PEM file of the certificate (default: self-signed)")
          .first(INGRESS.cert());
  static final Key<Path> KEY =
      Key.of(SERVER, "key-file", Kinds.FILE, "PEM file of the certificate's private key")
          .first(INGRESS.key());
  static final Key<Address> RELAY_ADDR =
      Key.of(SERVER, "relay-addr", Kinds.LOCAL, "UDP address of the relay")
          .or(":19191")
          .first(RELAY_INGRESS.addr());
  static final Key<String> RELAY_HOSTNAME =
      Key.of(SERVER, "relay-hostname", Kinds.HOST, "name by which clients find the relay")
          .or("localhost")
          .firstInsteadOf(RELAY_INGRESS.hostports());
  static final Key<Boolean> EXPIRY_DISABLE =
      Key.of(
          SERVER,
          "endpoint-expiry-disable",
          Kind.truth(),
          "forget endpoints at once when a connection is lost");
  static final Key<Duration> EXPIRY =
      Key.of(SERVER, "endpoint-expiry-timeout", Kinds.DURATION, "or after this time").or("30s");
  static final Key<Address> STATUS =
      Key.of(SERVER, "status-addr", Kinds.LOCAL, "TCP address of a status page (default: none)");
  static final Key<Path> STORE =
      Key.of(
          SERVER,
          "store-dir",
          Kinds.FOLDER,
          "where to keep state (default: the user's state folder)");

  /** In the order of the help. */
  static final List<Key<?>> ALL = all();

  private ServerKeys() {}

  private static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(List.of(TOKENS, TOKENS_FILE, ADDR, CERT, KEY));
    all.addAll(INGRESS.flags(SERVER, "", "clients"));
    all.addAll(List.of(EXPIRY_DISABLE, EXPIRY, RELAY_ADDR, RELAY_HOSTNAME));
    all.add(
        Key.of(SERVER, "relay-hostport", Kinds.HOSTPORTS, "the same with a port, any number")
            .first(RELAY_INGRESS.hostports())
            .onlyFlag());
    all.addAll(RELAY_INGRESS.flags(SERVER, "relay-", "clients of the relay"));
    all.addAll(List.of(STATUS, STORE));
    all.addAll(INGRESS.all());
    all.addAll(RESTRICTION.all());
    all.addAll(RELAY_INGRESS.all());
    return List.copyOf(all);
  }
}
