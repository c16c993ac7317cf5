package connet.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to dial and what to ask of them.
 *
 * @param address where to; resolved
 * @param serverName the TLS server name (SNI)
 * @param alpns the application protocols offered, the preferred one first
 * @param identity what we show when asked for a client certificate, null for nothing
 * @param trust which server certificate is accepted
 * @param handshakeTimeout how long the handshake may take; more than zero
 */
public record DialSettings(
    InetSocketAddress address,
    String serverName,
    List<String> alpns,
    @Nullable Identity identity,
    ServerTrust trust,
    Duration handshakeTimeout) {
  /** Checks the address and takes copies. */
  public DialSettings {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("unresolved address " + address);
    }
    alpns = List.copyOf(alpns);
  }
}
