package connet.client.node;

import connet.protocol.EndpointCertificates;
import connet.protocol.Leaf;
import connet.protocol.Role;
import connet.transport.Identity;
import java.util.List;

/**
 * Who we are for one endpoint.
 *
 * @param endpoint its name
 * @param role ours
 * @param certificates live as long as the endpoint does
 */
public record LocalIdentity(String endpoint, Role role, EndpointCertificates certificates) {
  /** What we show when we are dialed. */
  public Identity server() {
    return identity(certificates.server());
  }

  /** What we show when we dial. */
  public Identity client() {
    return identity(certificates.client());
  }

  private static Identity identity(Leaf leaf) {
    return new Identity(List.of(leaf.certificate()), leaf.key());
  }

  /** For log lines and thread dumps. */
  @Override
  public String toString() {
    return role + " " + endpoint;
  }
}
