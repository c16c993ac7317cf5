package connet.app.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code connet relay} runs by.
 *
 * @param token a secret
 * @param address UDP address for clients
 * @param hostname the name by which clients find this relay
 * @param control the control server
 * @param controlCas what its certificate is checked against; empty for the system's authorities
 * @param store null for the user's state folder
 */
public record RelayConfig(
    String token,
    InetSocketAddress address,
    String hostname,
    Address control,
    List<X509Certificate> controlCas,
    @Nullable Path store) {
  /**
   * Reads the configuration of a relay.
   *
   * @throws ConfigException for everything that is wrong with it
   */
  public static RelayConfig read(Values values, Map<String, String> environment, Problems problems)
      throws ConfigException {
    Reading reading = new Reading(values, environment, problems);
    RelayConfig config =
        new RelayConfig(
            reading.relayToken(),
            reading.local(values.or(Keys.RELAY_ADDR)),
            values.or(Keys.RELAY_HOSTNAME).value(),
            values.or(Keys.RELAY_CONTROL).value(),
            reading.authorities(Keys.RELAY_CONTROL_CAS),
            reading.folder(Keys.RELAY_STORE));
    problems.check();
    return config;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RelayConfig[address=" + address + ", control=" + control + "]";
  }
}
