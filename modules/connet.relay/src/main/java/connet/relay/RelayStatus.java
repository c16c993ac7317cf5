package connet.relay;

import connet.protocol.HostPort;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a relay is doing, as it was when asked for.
 *
 * @param session how it stands with the control server
 * @param publicAddresses under which clients reach it
 * @param control where the control server was reached last
 * @param controlId the control server's id; empty as long as it is not known
 * @param clients the admitted connections
 */
public record RelayStatus(
    Session session,
    List<HostPort> publicAddresses,
    Optional<InetSocketAddress> control,
    String controlId,
    List<Client> clients) {
  /** Takes copies. */
  public RelayStatus {
    publicAddresses = List.copyOf(publicAddresses);
    clients = List.copyOf(clients);
  }

  /** How a relay stands with its control server. */
  public enum Session {
    /** It has not been registered since it was started. */
    NOT_CONNECTED,
    /** It is registered. */
    CONNECTED,
    /** It was, and tries to be again. */
    RECONNECTING,
    /** It was closed. */
    DISCONNECTED
  }

  /**
   * An admitted connection.
   *
   * @param endpoint which it is for
   * @param destination whether it is a destination's, else it is a source's
   * @param key of the client certificate
   * @param metadata what the client says about itself
   */
  public record Client(String endpoint, boolean destination, String key, String metadata) {}
}
