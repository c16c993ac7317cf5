package connet.app.config;

import connet.client.DestinationSettings;
import connet.client.Front;
import connet.client.PortMapping;
import connet.client.Service;
import connet.client.SourceSettings;
import connet.protocol.Bytes;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code connet} runs by.
 *
 * @param server the control server
 * @param serverName the name in its certificate
 * @param serverCas what its certificate is checked against; empty for the system's authorities
 * @param token a secret
 * @param metadata what servers and peers are told of this client
 * @param direct where the UDP socket is bound
 * @param directName the same as it is spelled in the configuration
 * @param resetKey a secret of 32 bytes; empty for the one that is kept in the cache folder
 * @param status where the status page is served, or null
 * @param portMapping whether the router is asked for a port
 * @param handshakeTimeout how long a QUIC handshake may take
 */
public record ClientConfig(
    Address server,
    String serverName,
    List<X509Certificate> serverCas,
    String token,
    String metadata,
    InetSocketAddress direct,
    Address directName,
    Optional<Bytes> resetKey,
    @Nullable InetSocketAddress status,
    PortMapping portMapping,
    Duration handshakeTimeout,
    List<Destination> destinations,
    List<Source> sources) {
  /** A service to offer. */
  public record Destination(String name, DestinationSettings settings, Service service) {}

  /** Where a destination of the same name is reached. */
  public record Source(String name, SourceSettings settings, Front front) {}

  /**
   * Reads the configuration of a client.
   *
   * @throws ConfigException for everything that is wrong with it
   */
  public static ClientConfig read(Values values, Map<String, String> environment, Problems problems)
      throws ConfigException {
    Reading reading = new Reading(values, environment, problems);
    Address server = values.or(ClientKeys.SERVER).value();
    Setting<Address> direct = values.or(ClientKeys.DIRECT);
    Endpoints endpoints = new Endpoints(reading);
    ClientConfig config =
        new ClientConfig(
            server,
            reading.text(ClientKeys.SERVER_NAME, server.host()),
            reading.authorities(ClientKeys.SERVER_CAS, ClientKeys.SERVER_CAS_FILE),
            reading.clientToken(),
            reading.text(ClientKeys.METADATA, ""),
            reading.local(direct),
            direct.value(),
            reading.resetKey(),
            reading.status(ClientKeys.STATUS),
            values.or(ClientKeys.NAT_PMP).value(),
            reading.positive(ClientKeys.HANDSHAKE),
            endpoints.destinations(),
            endpoints.sources());
    if (values.named(Tables.DESTINATIONS).isEmpty() && values.named(Tables.SOURCES).isEmpty()) {
      Missing.note(
          values,
          Tables.CLIENT,
          "nothing to do: set [client.destinations.NAME] or [client.sources.NAME], or --dst-name"
              + " with --dst-addr or --dst-url, or --src-name with --src-addr or --src-url",
          problems);
    }
    problems.check();
    return config;
  }

  /** Without the token and the key. */
  @Override
  public String toString() {
    return "ClientConfig[server=" + server + ", direct=" + directName + "]";
  }
}
