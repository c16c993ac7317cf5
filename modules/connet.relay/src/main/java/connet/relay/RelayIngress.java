package connet.relay;

import connet.protocol.AddressRules;
import connet.protocol.HostPort;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * An address at which a relay accepts clients, and from which it may dial the control server.
 *
 * @param address UDP; a port of 0 takes any free one
 * @param publicAddresses under which clients reach it, told to them by the control server; a port
 *     of 0 stands for the one that {@code address} got
 * @param addresses who may connect; others are refused before the handshake
 */
public record RelayIngress(
    InetSocketAddress address, List<HostPort> publicAddresses, AddressRules addresses) {
  /** Takes a copy. */
  public RelayIngress {
    publicAddresses = List.copyOf(publicAddresses);
  }

  /** For everybody, under one name. */
  public static RelayIngress of(InetSocketAddress address, String host) {
    return new RelayIngress(address, List.of(new HostPort(host, 0)), AddressRules.NONE);
  }

  List<HostPort> publicAddresses(int port) {
    return publicAddresses.stream()
        .map(each -> each.port() == 0 ? new HostPort(each.host(), port) : each)
        .toList();
  }
}
