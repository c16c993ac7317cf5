package connet.protocol;

import java.time.Instant;

/**
 * The identity of one endpoint of one client: a leaf to present when it is dialed and one to
 * present when it dials, under a root that nobody sees. Made when the endpoint starts, and never
 * kept.
 */
public final class EndpointCertificates {
  private final String serverName;
  private final Leaf server;
  private final Leaf client;

  EndpointCertificates(Authority authority) {
    this.serverName = Ids.peerServerName(Ids.random());
    this.server = authority.server(serverName);
    this.client = authority.client();
  }

  /** A new identity, valid from an hour before {@code now} for two years. */
  public static EndpointCertificates create(Instant now) {
    return new EndpointCertificates(new Authority(now));
  }

  /** The only DNS name of the server leaf: who dials the endpoint sends it as SNI. */
  public String serverName() {
    return serverName;
  }

  /** What the endpoint presents when it is dialed. */
  public Leaf server() {
    return server;
  }

  /** What it presents when it dials peers and relays. */
  public Leaf client() {
    return client;
  }
}
