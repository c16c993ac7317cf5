package connet.client;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a client is doing, as it was when asked for.
 *
 * @param connected whether there is a session with the control server
 * @param trouble why there is none, for people to read; empty while connected
 * @param publicAddress the address from which the control server sees this client, or last saw it
 * @param mapped the addresses that routers have opened for this client
 * @param directAddress where the UDP socket is bound
 * @param announced the addresses that peers are told
 * @param endpoints destinations and sources, by name
 */
public record ClientStatus(
    boolean connected,
    String trouble,
    Optional<InetSocketAddress> publicAddress,
    List<InetSocketAddress> mapped,
    InetSocketAddress directAddress,
    List<InetSocketAddress> announced,
    List<EndpointStatus> endpoints) {
  /** Takes copies. */
  public ClientStatus {
    mapped = List.copyOf(mapped);
    announced = List.copyOf(announced);
    endpoints = List.copyOf(endpoints);
  }
}
