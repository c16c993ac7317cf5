package connet.client;

import java.util.List;

/**
 * One destination or source, as it was when asked for.
 *
 * @param name the endpoint's name
 * @param kind which of the two it is
 * @param route which kinds of paths it uses
 * @param announced whether the control server has taken it and is there
 * @param trouble why not, for people to read; empty if nothing is known to be wrong
 * @param relays those that it is offered, by id
 * @param peers the endpoints of the other role under the same name
 * @param open connections that are open now
 * @param opened connections so far, the open ones included
 * @param sent bytes sent to peers so far, over all connections
 * @param received bytes received from peers so far, over all connections
 */
public record EndpointStatus(
    String name,
    Kind kind,
    Route route,
    boolean announced,
    String trouble,
    List<RelayStatus> relays,
    List<PeerStatus> peers,
    int open,
    long opened,
    long sent,
    long received) {
  /** The two roles. */
  public enum Kind {
    /** Answers connections. */
    DESTINATION,
    /** Opens connections. */
    SOURCE
  }

  /** Takes copies. */
  public EndpointStatus {
    relays = List.copyOf(relays);
    peers = List.copyOf(peers);
  }
}
