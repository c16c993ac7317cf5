package connet.app.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code connet relay} runs by.
 *
 * @param token a secret
 * @param metadata what others are told of this relay
 * @param ingresses where clients are accepted, at least one
 * @param control addresses of the control server, tried in this order
 * @param controlName the name in its certificate
 * @param controlCas what its certificate is checked against; empty for the system's authorities
 * @param handshakeTimeout how long a handshake with it may take
 * @param status where the status page is served, or null
 * @param store null for the user's state folder
 */
public record RelayConfig(
    String token,
    String metadata,
    List<Ingress> ingresses,
    List<Address> control,
    String controlName,
    List<X509Certificate> controlCas,
    Duration handshakeTimeout,
    @Nullable InetSocketAddress status,
    @Nullable Path store) {
  /** Without a word about it: our control servers' first port, then the existing network's. */
  private static final List<Address> USUAL_CONTROL =
      List.of(new Address("localhost", 19_190), new Address("localhost", 19_189));

  /** Takes copies. */
  public RelayConfig {
    ingresses = List.copyOf(ingresses);
    control = List.copyOf(control);
  }

  /**
   * Reads the configuration of a relay.
   *
   * @throws ConfigException for everything that is wrong with it
   */
  public static RelayConfig read(Values values, Map<String, String> environment, Problems problems)
      throws ConfigException {
    Reading reading = new Reading(values, environment, problems);
    Setting<Address> given = values.get(RelayKeys.CONTROL);
    List<Address> control = given == null ? USUAL_CONTROL : List.of(given.value());
    RelayConfig config =
        new RelayConfig(
            reading.relayToken(),
            reading.text(RelayKeys.METADATA, ""),
            new Ingresses(reading, RelayKeys.INGRESS).relay(RelayKeys.ADDR, RelayKeys.HOSTNAME),
            control,
            reading.text(RelayKeys.CONTROL_NAME, control.getFirst().host()),
            reading.authorities(RelayKeys.CONTROL_CAS, RelayKeys.CONTROL_CAS_FILE),
            reading.positive(RelayKeys.HANDSHAKE),
            reading.status(RelayKeys.STATUS),
            reading.folder(RelayKeys.STORE));
    Collisions.note(problems, config.ingresses);
    problems.check();
    return config;
  }

  /** Where clients are accepted first of all. */
  public InetSocketAddress address() {
    return ingresses.getFirst().address();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RelayConfig[ingresses="
        + ingresses.stream().map(Ingress::address).toList()
        + ", control="
        + control
        + "]";
  }
}
