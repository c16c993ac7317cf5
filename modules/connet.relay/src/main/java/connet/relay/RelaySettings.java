package connet.relay;

import connet.protocol.HostPort;
import connet.transport.ServerTrust;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What a relay needs to know.
 *
 * @param address where clients are accepted and from where the control server is dialed; a port of
 *     0 takes any free one
 * @param publicAddresses under which clients reach this relay, told to them by the control server;
 *     a port of 0 stands for the one that {@code address} got
 * @param controlAddress the control server's address for relays
 * @param controlServerName the name in the control server's certificate
 * @param controlTrust how that certificate is verified
 * @param token the relay token that the control server asks for; secret
 * @param storeFolder where the identity of this relay is kept; made when missing
 * @param version of this program, told to the control server
 */
public record RelaySettings(
    InetSocketAddress address,
    List<HostPort> publicAddresses,
    HostPort controlAddress,
    String controlServerName,
    ServerTrust controlTrust,
    String token,
    Path storeFolder,
    String version) {
  /** Checks what can be checked. */
  public RelaySettings {
    publicAddresses = List.copyOf(publicAddresses);
    if (publicAddresses.isEmpty()) {
      throw new IllegalArgumentException("a relay needs at least one public address");
    }
    if (token.isEmpty()) {
      throw new IllegalArgumentException("a relay needs a token");
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "RelaySettings[address=" + address + ", control=" + controlAddress + "]";
  }
}
