package connet.app.config;

import java.util.ArrayList;
import java.util.List;

/** The tables of a configuration, by their paths. */
final class Tables {
  static final List<String> TOP = List.of();
  static final List<String> CLIENT = List.of("client");
  static final List<String> SERVER = List.of("server");
  static final List<String> CONTROL = List.of("control");
  static final List<String> RELAY = List.of("relay");

  /** The tables that commands run by. */
  static final List<List<String>> ROLES = List.of(CLIENT, SERVER, CONTROL, RELAY);

  static final List<String> DESTINATIONS = List.of("client", "destinations");
  static final List<String> SOURCES = List.of("client", "sources");

  /** The tables whose sub-tables are named by the user. */
  static final List<List<String>> NAMED = List.of(DESTINATIONS, SOURCES);

  static final List<String> SERVER_INGRESS = List.of("server", "ingress");
  static final List<String> SERVER_RESTRICTION = List.of("server", "token-restriction");
  static final List<String> SERVER_RELAY_INGRESS = List.of("server", "relay-ingress");
  static final List<String> CLIENTS_INGRESS = List.of("control", "clients-ingress");
  static final List<String> CLIENTS_RESTRICTION = List.of("control", "clients-token-restriction");
  static final List<String> RELAYS_INGRESS = List.of("control", "relays-ingress");
  static final List<String> RELAYS_RESTRICTION = List.of("control", "relays-token-restriction");
  static final List<String> RELAY_INGRESS = List.of("relay", "ingress");

  /** Arrays of tables, which are written in double brackets. */
  static final List<List<String>> ARRAYS =
      List.of(
          SERVER_INGRESS,
          SERVER_RESTRICTION,
          SERVER_RELAY_INGRESS,
          CLIENTS_INGRESS,
          CLIENTS_RESTRICTION,
          RELAYS_INGRESS,
          RELAYS_RESTRICTION,
          RELAY_INGRESS);

  /** All of them but those within {@link #NAMED} and {@link #ARRAYS}. */
  static final List<List<String>> FIXED =
      List.of(CLIENT, DESTINATIONS, SOURCES, SERVER, CONTROL, RELAY);

  private Tables() {}

  static List<String> child(List<String> table, String name) {
    List<String> path = new ArrayList<>(table);
    path.add(name);
    return List.copyOf(path);
  }

  /** How the path of a table in an array names it; counted from 0. */
  static String index(int number) {
    return "#" + number;
  }

  /** Whether this is the path of a table in an array. */
  static boolean isElement(List<String> path) {
    return !path.isEmpty()
        && path.getLast().startsWith("#")
        && ARRAYS.contains(path.subList(0, path.size() - 1));
  }

  /** Whether this is the path of a destination or source. */
  static boolean isEndpoint(List<String> path) {
    return path.size() == 3 && NAMED.contains(path.subList(0, 2));
  }

  /** The table whose keys a table has: that of all destinations for one of them. */
  static List<String> kindOf(List<String> path) {
    return isEndpoint(path) || isElement(path) ? path.subList(0, path.size() - 1) : path;
  }

  /** A path as people know it: which table of an array it is stands in no name. */
  static String shown(List<String> path) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      if (!isElement(path.subList(0, i + 1))) {
        parts.add(path.get(i));
      }
    }
    return String.join(".", parts);
  }

  /** A table as its header is written. */
  static String header(List<String> table) {
    String name = String.join(".", table);
    return ARRAYS.contains(table) ? "[[" + name + "]]" : "[" + name + "]";
  }
}
