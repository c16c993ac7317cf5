package connet.app.config;

import connet.transport.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code connet server} runs by.
 *
 * @param tokens admit clients; secrets, at least one
 * @param address UDP address of the control server
 * @param certificate null when the server shall make its own
 * @param relayAddress UDP address of the relay
 * @param relayHostname the name by which clients find the relay
 * @param store null for the user's state folder
 */
public record ServerConfig(
    Set<String> tokens,
    InetSocketAddress address,
    @Nullable Identity certificate,
    InetSocketAddress relayAddress,
    String relayHostname,
    @Nullable Path store) {
  /**
   * Reads the configuration of a control server with a relay.
   *
   * @throws ConfigException for everything that is wrong with it
   */
  public static ServerConfig read(Values values, Map<String, String> environment, Problems problems)
      throws ConfigException {
    Reading reading = new Reading(values, environment, problems);
    Setting<Address> relay = values.or(Keys.SERVER_RELAY_ADDR);
    ServerConfig config =
        new ServerConfig(
            reading.requiredTokens(Keys.SERVER_TOKENS, Keys.SERVER_TOKENS_FILE),
            reading.local(values.or(Keys.SERVER_ADDR)),
            reading.certificate(Keys.SERVER_CERT, Keys.SERVER_KEY),
            reading.local(relay),
            values.or(Keys.SERVER_RELAY_HOSTNAME).value(),
            reading.folder(Keys.SERVER_STORE));
    if (collide(config.address, config.relayAddress)) {
      problems.add(relay.origin(), "is taken by " + values.or(Keys.SERVER_ADDR).origin().where());
    }
    problems.check();
    return config;
  }

  private static boolean collide(InetSocketAddress one, InetSocketAddress two) {
    if (one.getPort() != two.getPort() || one.getPort() == 0) {
      return false;
    }
    InetAddress a = one.getAddress();
    InetAddress b = two.getAddress();
    return a != null
        && b != null
        && (a.equals(b) || a.isAnyLocalAddress() || b.isAnyLocalAddress());
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return "ServerConfig[address=" + address + ", relayAddress=" + relayAddress + "]";
  }
}
