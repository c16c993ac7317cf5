package connet.app.config;

import static connet.app.config.Tables.RELAY;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of {@code [relay]}. */
final class RelayKeys {
  static final IngressKeys INGRESS = IngressKeys.relay(Tables.RELAY_INGRESS);

  static final Key<String> TOKEN =
      Key.of(RELAY, "token", Kinds.TOKEN, "admits the relay to the control server");
  static final Key<Path> TOKEN_FILE =
      Key.of(RELAY, "token-file", Kinds.FILE, "file that holds the token")
          .also("token_file")
          .insteadOf("token");
  static final Key<String> METADATA =
      Key.of(RELAY, "metadata", Kinds.METADATA, "what to tell others of this relay");
  static final Key<Address> ADDR =
      Key.of(RELAY, "addr", Kinds.LOCAL, "UDP address for clients")
          .or(":19191")
          .first(INGRESS.addr());
  static final Key<String> HOSTNAME =
      Key.of(RELAY, "hostname", Kinds.HOST, "name by which clients find this relay")
          .or("localhost")
          .firstInsteadOf(INGRESS.hostports());
  static final Key<Address> CONTROL =
      Key.of(RELAY, "control-addr", Kinds.REMOTE, "the control server (default: localhost:19190)");
  static final Key<Path> CONTROL_CAS =
      Key.of(RELAY, "control-cas", Kinds.FILE, "PEM file of certificates to trust the server by");
  static final Key<Path> CONTROL_CAS_FILE =
      Key.of(RELAY, "control-cas-file", Kinds.FILE, "the same").insteadOf("control-cas");
  static final Key<String> CONTROL_NAME =
      Key.of(RELAY, "control-name", Kinds.HOST, "name in its certificate (default: its host)");
  static final Key<Duration> HANDSHAKE =
      Key.of(RELAY, "handshake-idle-timeout", Kinds.DURATION, "how long a handshake may take")
          .or("5s");
  static final Key<Address> STATUS =
      Key.of(RELAY, "status-addr", Kinds.LOCAL, "TCP address of a status page (default: none)");
  static final Key<Path> STORE =
      Key.of(
          RELAY,
          "store-dir",
          Kinds.FOLDER,
          "where to keep state (default: the user's state folder)");

  /** In the order of the help. */
  static final List<Key<?>> ALL = all();

  private RelayKeys() {}

  private static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(List.of(TOKEN, TOKEN_FILE, METADATA, ADDR, HOSTNAME));
    all.add(
        Key.of(RELAY, "hostport", Kinds.HOSTPORTS, "the same with a port, any number")
            .first(INGRESS.hostports())
            .onlyFlag());
    all.addAll(INGRESS.flags(RELAY, "", "clients"));
    all.addAll(
        List.of(CONTROL, CONTROL_CAS, CONTROL_CAS_FILE, CONTROL_NAME, HANDSHAKE, STATUS, STORE));
    all.addAll(INGRESS.all());
    return List.copyOf(all);
  }
}
