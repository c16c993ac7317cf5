package connet.relay;

import connet.protocol.HostPort;
import connet.transport.ServerTrust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a relay needs to know.
 *
 * @param ingresses where clients are accepted, at least one, with a public address at least
 * @param controlAddresses of the control server for relays, at least one, tried in this order
 * @param controlServerName the name in the control server's certificate
 * @param controlTrust how that certificate is verified
 * @param handshakeTimeout how long a handshake with the control server may take; more than zero
 * @param token the relay token that the control server asks for; secret
 * @param metadata told to the control server and to clients, for people to read; may be empty
 * @param storeFolder where the identity of this relay is kept; made when missing
 * @param version of this program, told to the control server
 */
public record RelaySettings(
    List<RelayIngress> ingresses,
    List<HostPort> controlAddresses,
    String controlServerName,
    ServerTrust controlTrust,
    Duration handshakeTimeout,
    String token,
    String metadata,
    Path storeFolder,
    String version) {
  /** How long a handshake may take unless it is said otherwise, as the existing network has it. */
  public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

  /** Takes copies and checks what can be checked. */
  public RelaySettings {
    ingresses = List.copyOf(ingresses);
    controlAddresses = List.copyOf(controlAddresses);
    if (ingresses.stream().allMatch(ingress -> ingress.publicAddresses().isEmpty())) {
      throw new IllegalArgumentException("a relay needs at least one public address");
    }
    if (controlAddresses.isEmpty()) {
      throw new IllegalArgumentException("a relay needs a control server");
    }
    if (token.isEmpty()) {
      throw new IllegalArgumentException("a relay needs a token");
    }
    if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
      throw new IllegalArgumentException("handshake timeout " + handshakeTimeout);
    }
  }

  /** The usual settings: one address for clients, one of the control server, no metadata. */
  public static RelaySettings of(
      RelayIngress ingress,
      HostPort control,
      ServerTrust controlTrust,
      String token,
      Path storeFolder,
      String version) {
    return new RelaySettings(
        List.of(ingress),
        List.of(control),
        control.host(),
        controlTrust,
        DEFAULT_HANDSHAKE_TIMEOUT,
        token,
        "",
        storeFolder,
        version);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RelaySettings[addresses="
        + ingresses.stream().map(RelayIngress::address).toList()
        + ", control="
        + controlAddresses
        + "]";
  }
}
