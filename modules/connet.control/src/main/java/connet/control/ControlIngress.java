package connet.control;

import connet.protocol.AddressRules;
import connet.protocol.Alpn;
import connet.transport.Identity;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An address at which a control server listens.
 *
 * @param address UDP; port 0 for any free one
 * @param identity the certificate that clients and relays check, whatever name they ask for
 * @param addresses who may connect; others are refused before the handshake
 * @param audience who is served there
 */
public record ControlIngress(
    InetSocketAddress address, Identity identity, AddressRules addresses, Audience audience) {
  /** Who is served; they are told apart by what they ask for in the handshake. */
  public enum Audience {
    /** Clients alone. */
    CLIENTS,
    /** Relays alone. */
    RELAYS,
    /** Clients and relays. */
    BOTH;

    /** Whether clients are served. */
    public boolean clients() {
      return this != RELAYS;
    }

    /** Whether relays are served. */
    public boolean relays() {
      return this != CLIENTS;
    }
  }

  /** For clients and relays from everywhere. */
  public static ControlIngress of(InetSocketAddress address, Identity identity) {
    return new ControlIngress(address, identity, AddressRules.NONE, Audience.BOTH);
  }

  List<String> alpns() {
    List<String> alpns = new ArrayList<>();
    if (audience.clients()) {
      alpns.addAll(Alpn.Kind.CLIENT_CONTROL.offered());
    }
    if (audience.relays()) {
      alpns.addAll(Alpn.Kind.RELAY_CONTROL.offered());
    }
    return alpns;
  }
}
