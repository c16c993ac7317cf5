package connet.app.config;

import connet.transport.Identity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code connet control} runs by.
 *
 * @param clientTokens admit clients; secrets, at least one
 * @param relayTokens admit relays; secrets, may be empty
 * @param address UDP address for clients and relays
 * @param certificate null when the server shall make its own
 * @param store null for the user's state folder
 */
public record ControlConfig(
    Set<String> clientTokens,
    Set<String> relayTokens,
    InetSocketAddress address,
    @Nullable Identity certificate,
    @Nullable Path store) {
  /**
   * Reads the configuration of a control server.
   *
   * @throws ConfigException for everything that is wrong with it
   */
  public static ControlConfig read(
      Values values, Map<String, String> environment, Problems problems) throws ConfigException {
    Reading reading = new Reading(values, environment, problems);
    ControlConfig config =
        new ControlConfig(
            reading.requiredTokens(Keys.CONTROL_CLIENT_TOKENS, Keys.CONTROL_CLIENT_TOKENS_FILE),
            reading.tokens(Keys.CONTROL_RELAY_TOKENS, Keys.CONTROL_RELAY_TOKENS_FILE),
            reading.local(values.or(Keys.CONTROL_ADDR)),
            reading.certificate(Keys.CONTROL_CERT, Keys.CONTROL_KEY),
            reading.folder(Keys.CONTROL_STORE));
    problems.check();
    return config;
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return "ControlConfig[address=" + address + "]";
  }
}
