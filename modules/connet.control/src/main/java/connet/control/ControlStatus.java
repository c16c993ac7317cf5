package connet.control;

import connet.protocol.AddressRules;
import connet.protocol.HostPort;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a control server knows, as it was when asked for.
 *
 * @param id by which relays know it
 * @param ingresses where it listens, in the order of its settings
 * @param clients who are connected, in the order of their arrival; a client that has just connected
 *     anew may be there twice
 * @param endpoints what is announced, by name; what a lost connection has left too
 * @param relays who are offered to clients, by id
 */
public record ControlStatus(
    String id,
    List<Ingress> ingresses,
    List<Client> clients,
    List<Endpoint> endpoints,
    List<Relay> relays) {
  /** Takes copies. */
  public ControlStatus {
    ingresses = List.copyOf(ingresses);
    clients = List.copyOf(clients);
    endpoints = List.copyOf(endpoints);
    relays = List.copyOf(relays);
  }

  /** An address at which it listens, with the port that was given to it. */
  public record Ingress(
      InetSocketAddress address, AddressRules addresses, ControlIngress.Audience audience) {}

  /**
   * A client's connection.
   *
   * @param id of the client, the same after it has connected anew
   * @param connectionId of this connection, 52 characters
   * @param address from which the client is seen
   * @param metadata what it says about itself
   */
  public record Client(
      String id, String connectionId, InetSocketAddress address, String metadata) {}

  /** An endpoint, with those who announce it in each role. */
  public record Endpoint(String name, List<Member> destinations, List<Member> sources) {
    /** Takes copies. */
    public Endpoint {
      destinations = List.copyOf(destinations);
      sources = List.copyOf(sources);
    }
  }

  /** Who announces an endpoint: the client and the connection on which it did. */
  public record Member(String id, String connectionId) {}

  /** A relay, with the addresses by which clients reach it and what it says about itself. */
  public record Relay(String id, List<HostPort> addresses, String metadata) {
    /** Takes a copy. */
    public Relay {
      addresses = List.copyOf(addresses);
    }
  }
}
