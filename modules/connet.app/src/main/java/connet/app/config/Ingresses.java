package connet.app.config;

import connet.protocol.AddressRules;
import connet.protocol.Cidr;
import connet.protocol.HostPort;
import connet.transport.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where a server listens: from an array of tables, or the keys and flags for the first. */
final class Ingresses {
  private final Reading reading;
  private final Values values;
  private final IngressKeys keys;

  Ingresses(Reading reading, IngressKeys keys) {
    this.reading = reading;
    this.values = reading.values();
    this.keys = keys;
  }

  /** Whether anything is said of them. */
  boolean areGiven() {
    return !values.named(keys.table()).isEmpty();
  }

  /**
   * Where a control server listens.
   *
   * @param usual the key with the address of the first, if it has none itself
   * @param cert certificate of those that have none, and its key; null for none
   */
  List<Ingress> control(
      Key<Address> usual, @Nullable Setting<Path> cert, @Nullable Setting<Path> key) {
    List<Ingress> ingresses = new ArrayList<>();
    for (List<String> table : tables()) {
      Setting<Address> address = address(table, usual);
      Setting<Path> ownCert = values.get(table, keys.cert());
      Setting<Path> ownKey = values.get(table, keys.key());
      boolean own = ownCert != null || ownKey != null;
      Identity certificate =
          own ? reading.certificate(ownCert, ownKey) : reading.certificate(cert, key);
      ingresses.add(
          new Ingress(
              reading.local(address), certificate, List.of(), rules(table), address.origin()));
    }
    return ingresses;
  }

  /**
   * Where a relay accepts clients.
   *
   * @param usual the key with the address of the first, if it has none itself
   * @param hostname the key of its name, and the name of those that have none
   */
  List<Ingress> relay(Key<Address> usual, Key<String> hostname) {
    List<Ingress> ingresses = new ArrayList<>();
    for (List<String> table : tables()) {
      Setting<Address> address = address(table, usual);
      InetSocketAddress local = reading.local(address);
      ingresses.add(
          new Ingress(
              local,
              null,
              publicAddresses(table, hostname, local),
              rules(table),
              address.origin()));
    }
    return ingresses;
  }

  /** The paths of the tables; without any it is as if there were an empty one. */
  private List<List<String>> tables() {
    List<String> names = new ArrayList<>(values.named(keys.table()).keySet());
    if (names.isEmpty()) {
      names.add(Tables.index(0));
    }
    return names.stream().map(name -> Tables.child(keys.table(), name)).toList();
  }

  private Setting<Address> address(List<String> table, Key<Address> usual) {
    Setting<Address> address = values.get(table, keys.addr());
    if (address != null) {
      return address;
    }
    Origin origin = values.named(keys.table()).get(table.getLast());
    if (!table.getLast().equals(Tables.index(0)) && origin != null) {
      reading
          .problems()
          .addMissing(
              origin.where() + ": has no address, only the first one has a default: add addr");
    }
    return values.or(usual);
  }

  private AddressRules rules(List<String> table) {
    return rules(values, table, keys.allow(), keys.deny());
  }

  static AddressRules rules(
      Values values, List<String> table, Key<List<Cidr>> allow, Key<List<Cidr>> deny) {
    Setting<List<Cidr>> allowed = values.get(table, allow);
    Setting<List<Cidr>> denied = values.get(table, deny);
    return new AddressRules(
        allowed == null ? List.of() : allowed.value(), denied == null ? List.of() : denied.value());
  }

  private List<HostPort> publicAddresses(
      List<String> table, Key<String> hostname, InetSocketAddress local) {
    Setting<List<HostPort>> given = values.get(table, keys.hostports());
    if (given == null) {
      Setting<String> name = values.get(table, hostname);
      return List.of(new HostPort(name == null ? "localhost" : name.value(), 0));
    }
    List<HostPort> filled = new ArrayList<>();
    for (HostPort each : given.value()) {
      warnOfColons(each, given.origin());
      filled.add(each.host().isEmpty() ? new HostPort(host(local), each.port()) : each);
    }
    return filled;
  }

  /** What the existing network puts in the place of a host that is not given. */
  private static String host(InetSocketAddress local) {
    InetAddress address = local.getAddress();
    return address == null || address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
  }

  /** An IPv6 address without brackets is cut at its last colon, as in the existing network. */
  private void warnOfColons(HostPort address, Origin origin) {
    String host = address.host();
    if (host.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      reading.problems().add(origin, "'" + host + "' is not a host");
    } else if (host.contains(":") && !HostNames.isIpv6(host)) {
      reading
          .problems()
          .warn(
              origin.where()
                  + " is read as host "
                  + host
                  + " and port "
                  + address.port()
                  + ", an IPv6 address stands in brackets: [2001:db8::1]:19191");
    }
  }
}
