package connet.client;

/**
 * Whether a client asks the router in front of it for a port on which peers can reach it from
 * outside, and how that router is found. NAT-PMP (RFC 6886), PCP (RFC 6887) and UPnP-IGD are tried
 * side by side, and only on a machine with a private IPv4 address.
 */
public enum PortMapping {
  /** The router is the default gateway in the routing table of the system. */
  SYSTEM,
  /**
   * The router is taken to be the first address of the 24 bit network of the address from which the
   * control server is reached: for systems that do not tell their routing table.
   */
  DIAL,
  /** Nobody is asked. */
  DISABLED
}
