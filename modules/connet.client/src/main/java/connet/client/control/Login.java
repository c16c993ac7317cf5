package connet.client.control;

import connet.protocol.HostPort;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * Where the control server is and what it is shown.
 *
 * @param server its address, resolved at each connect
 * @param serverName the name that its certificate must hold
 * @param authorities who may have issued that certificate; empty for those of the Java runtime
 * @param token admits us; a secret
 * @param version of this program
 * @param metadata for people to read
 * @param handshake how long the handshake of a connection may take
 */
public record Login(
    HostPort server,
    String serverName,
    List<X509Certificate> authorities,
    String token,
    String version,
    String metadata,
    Duration handshake) {
  /** Takes a copy. */
  public Login {
    authorities = List.copyOf(authorities);
  }

  /** The server only: the token is a secret. */
  @Override
  public String toString() {
    return "Login[" + server + "]";
  }
}
