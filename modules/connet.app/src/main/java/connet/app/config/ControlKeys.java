package connet.app.config;

import static connet.app.config.Tables.CONTROL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of {@code [control]}. */
final class ControlKeys {
  static final IngressKeys CLIENTS_INGRESS = IngressKeys.control(Tables.CLIENTS_INGRESS);
  static final RestrictionKeys CLIENTS_RESTRICTION =
      RestrictionKeys.clients(Tables.CLIENTS_RESTRICTION);
  static final IngressKeys RELAYS_INGRESS = IngressKeys.control(Tables.RELAYS_INGRESS);
  static final RestrictionKeys RELAYS_RESTRICTION =
      RestrictionKeys.relays(Tables.RELAYS_RESTRICTION);

  static final Key<List<String>> CLIENT_TOKENS =
      Key.of(CONTROL, "client-tokens", Kinds.TOKEN_LIST, "tokens that admit clients");
  static final Key<Path> CLIENT_TOKENS_FILE =
      Key.of(CONTROL, "client-tokens-file", Kinds.FILE, "file with one such token a line")
          .insteadOf("client-tokens");
  static final Key<List<String>> CLIENTS_TOKENS =
      Key.of(CONTROL, "clients-tokens", Kinds.TOKEN_LIST, "the same").insteadOf("client-tokens");
  static final Key<Path> CLIENTS_TOKENS_FILE =
      Key.of(CONTROL, "clients-tokens-file", Kinds.FILE, "the same").insteadOf("client-tokens");
  static final Key<List<String>> RELAY_TOKENS =
      Key.of(CONTROL, "relay-tokens", Kinds.TOKEN_LIST, "tokens that admit relays");
  static final Key<Path> RELAY_TOKENS_FILE =
      Key.of(CONTROL, "relay-tokens-file", Kinds.FILE, "file with one such token a line")
          .insteadOf("relay-tokens");
  static final Key<List<String>> RELAYS_TOKENS =
      Key.of(CONTROL, "relays-tokens", Kinds.TOKEN_LIST, "the same").insteadOf("relay-tokens");
  static final Key<Path> RELAYS_TOKENS_FILE =
      Key.of(CONTROL, "relays-tokens-file", Kinds.FILE, "the same").insteadOf("relay-tokens");
  static final Key<Address> ADDR =
      Key.of(CONTROL, "addr", Kinds.LOCAL, "UDP address for clients and relays").or(":19190");
  static final Key<Address> RELAYS_ADDR =
      Key.of(CONTROL, "relays-addr", Kinds.LOCAL, "UDP address for relays alone")
          .or(":19189")
          .first(RELAYS_INGRESS.addr())
          .onlyFlag();
  static final Key<Path> CERT =
      Key.of(
          CONTROL, "cert-file", Kinds.FILE, "PEM file of the certificate (default: self-signed)");
  static final Key<Path> KEY =
      Key.of(CONTROL, "key-file", Kinds.FILE, "PEM file of the certificate's private key");
  static final Key<Boolean> EXPIRY_DISABLE =
      Key.of(
          CONTROL,
          "endpoint-expiry-disable",
          Kind.truth(),
          "forget endpoints at once when a connection is lost");
  static final Key<Duration> EXPIRY =
      Key.of(CONTROL, "endpoint-expiry-timeout", Kinds.DURATION, "or after this time").or("30s");
  static final Key<Address> STATUS =
      Key.of(CONTROL, "status-addr", Kinds.LOCAL, "TCP address of a status page (default: none)");
  static final Key<Path> STORE =
      Key.of(
          CONTROL,
          "store-dir",
          Kinds.FOLDER,
          "where to keep state (default: the user's state folder)");

  /** In the order of the help. */
  static final List<Key<?>> ALL = all();

  private ControlKeys() {}

  private static List<Key<?>> all() {
    List<Key<?>> all =
        new ArrayList<>(
            List.of(
                CLIENT_TOKENS,
                CLIENT_TOKENS_FILE,
                CLIENTS_TOKENS,
                CLIENTS_TOKENS_FILE,
                RELAY_TOKENS,
                RELAY_TOKENS_FILE,
                RELAYS_TOKENS,
                RELAYS_TOKENS_FILE,
                ADDR,
                CERT,
                KEY));
    all.add(
        Key.of(CONTROL, "clients-addr", Kinds.LOCAL, "UDP address for clients alone")
            .first(CLIENTS_INGRESS.addr())
            .onlyFlag());
    all.addAll(flags("clients-", CLIENTS_INGRESS, "clients"));
    all.add(RELAYS_ADDR);
    all.addAll(flags("relays-", RELAYS_INGRESS, "relays"));
    all.addAll(List.of(EXPIRY_DISABLE, EXPIRY, STATUS, STORE));
    all.addAll(CLIENTS_INGRESS.all());
    all.addAll(CLIENTS_RESTRICTION.all());
    all.addAll(RELAYS_INGRESS.all());
    all.addAll(RELAYS_RESTRICTION.all());
    return List.copyOf(all);
  }

  private static List<Key<?>> flags(String prefix, IngressKeys ingress, String who) {
    List<Key<?>> flags = new ArrayList<>();
    flags.add(
        Key.of(CONTROL, prefix + "cert-file", Kinds.FILE, "its certificate")
            .first(ingress.cert())
            .onlyFlag());
    flags.add(
        Key.of(CONTROL, prefix + "key-file", Kinds.FILE, "its certificate's private key")
            .first(ingress.key())
            .onlyFlag());
    flags.addAll(ingress.flags(CONTROL, prefix, who));
    return flags;
  }
}
