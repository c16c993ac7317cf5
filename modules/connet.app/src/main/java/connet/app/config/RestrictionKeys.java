package connet.app.config;

import connet.control.NamePattern;
import connet.protocol.Cidr;
import connet.protocol.Role;
import java.util.List;

/**
 * The keys of one array of tables that say what tokens are good for, in the order of the tokens.
 */
record RestrictionKeys(
    List<String> table,
    Key<NamePattern> names,
    Key<Role> role,
    Key<List<Cidr>> allow,
    Key<List<Cidr>> deny,
    boolean forClients) {
  /** Of the tokens of clients. */
  static RestrictionKeys clients(List<String> table) {
    return of(table, true);
  }

  /** Of the tokens of relays. */
  static RestrictionKeys relays(List<String> table) {
    return of(table, false);
  }

  private static RestrictionKeys of(List<String> table, boolean clients) {
    return new RestrictionKeys(
        table,
        Key.of(table, "name-matches", Kinds.NAMES, "names of endpoints").flagged(null),
        Key.of(table, "role-matches", Kinds.ROLE, "the only role").flagged(null),
        Key.of(table, "allow-cidrs", Kinds.CIDRS, "from where it is accepted").flagged(null),
        Key.of(table, "deny-cidrs", Kinds.CIDRS, "from where it is not").flagged(null),
        clients);
  }

  /** Those that the table may have. */
  List<Key<?>> all() {
    return forClients ? List.of(names, role, allow, deny) : List.of(allow, deny);
  }
}
