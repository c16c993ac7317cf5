package connet.app.config;

import connet.protocol.Cidr;
import connet.protocol.HostPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The keys of one array of tables that say where a server listens. */
record IngressKeys(
    List<String> table,
    Key<Address> addr,
    Key<Path> cert,
    Key<Path> key,
    Key<List<HostPort>> hostports,
    Key<List<Cidr>> allow,
    Key<List<Cidr>> deny,
    boolean forRelay) {
  private static final String PAIR = " (default: self-signed)";

  /** Of a control server. */
  static IngressKeys control(List<String> table) {
    return of(table, false);
  }

  /** Of a relay. */
  static IngressKeys relay(List<String> table) {
    return of(table, true);
  }

  private static IngressKeys of(List<String> table, boolean relay) {
    return new IngressKeys(
        table,
        Key.of(table, "addr", Kinds.LOCAL, "UDP address to listen on").flagged(null),
        Key.of(table, "cert-file", Kinds.FILE, "PEM file of the certificate" + PAIR).flagged(null),
        Key.of(table, "key-file", Kinds.FILE, "PEM file of its private key").flagged(null),
        Key.of(table, "hostports", Kinds.HOSTPORTS, "under which clients reach it").flagged(null),
        Key.of(table, "allow-cidrs", Kinds.CIDRS, "who may connect").flagged(null),
        Key.of(table, "deny-cidrs", Kinds.CIDRS, "who may not").flagged(null),
        relay);
  }

  /** Those that the table may have. */
  List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(List.of(addr));
    all.addAll(forRelay ? List.of(hostports) : List.of(cert, key));
    all.addAll(List.of(allow, deny));
    return all;
  }

  /**
   * The flags that set the keys of the first table.
   *
   * @param prefix of their names
   * @param who they are for, for the help
   */
  List<Key<?>> flags(List<String> role, String prefix, String who) {
    List<Key<?>> flags = new ArrayList<>();
    flags.add(
        Key.of(
                role,
                prefix + "allow-cidr",
                Kinds.CIDRS,
                "ranges from which " + who + " may connect")
            .first(allow)
            .onlyFlag());
    flags.add(
        Key.of(role, prefix + "deny-cidr", Kinds.CIDRS, "ranges from which they may not")
            .first(deny)
            .onlyFlag());
    return flags;
  }
}
