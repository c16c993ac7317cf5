package connet.testkit;

/** Kinds of network address translation, in the terms of RFC 4787, as rules of nftables. */
public enum Nat {
  /**
   * Endpoint-independent mapping with address- and port-dependent filtering: the usual home router.
   */
  PORT_RESTRICTED("masquerade"),

  /** Address- and port-dependent mapping: another port for everybody who is spoken to. */
  SYMMETRIC("masquerade fully-random");

  private final String translation;

  Nat(String translation) {
    this.translation = translation;
  }

  /**
   * What the router drops on its way in leaves no trace in the table of connections: an entry for a
   * packet that came too early would take the port which the machine behind is about to need.
   */
  String rules() {
    return """
    table ip nat {
      chain before { type nat hook prerouting priority dstnat; }
      chain after {
        type nat hook postrouting priority srcnat;
        oifname "outside" %s
      }
    }
    table ip filter {
      chain through {
        type filter hook forward priority filter; policy drop;
        ct state established,related accept
        iifname "inside" accept
      }
      chain in {
        type filter hook input priority filter;
        iifname "outside" ct state new drop
      }
    }
    """
        .formatted(translation);
  }
}
