package connet.app.config;

import connet.protocol.AddressRules;
import connet.protocol.HostPort;
import connet.transport.Identity;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address at which a server listens.
 *
 * @param address UDP
 * @param certificate null when the server shall make its own, and for relays
 * @param publicAddresses under which clients reach a relay; a port of 0 stands for that of the
 *     address
 * @param addresses who may connect
 * @param origin what has named the address, for messages
 */
public record Ingress(
    InetSocketAddress address,
    @Nullable Identity certificate,
    List<HostPort> publicAddresses,
    AddressRules addresses,
    Origin origin) {
  /** Takes a copy. */
  public Ingress {
    publicAddresses = List.copyOf(publicAddresses);
  }
}
