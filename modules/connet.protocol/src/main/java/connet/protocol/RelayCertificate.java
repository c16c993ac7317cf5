package connet.protocol;

import java.time.Instant;

/**
 * The identity of a relay. It is kept over restarts ({@link Pem#encode(Leaf)}, {@link Pem#leaf}):
 * clients go on dialing the certificate that the control server told them of.
 */
public final class RelayCertificate {
  private RelayCertificate() {}

  /**
   * A new identity with a new name, valid from an hour before {@code now} for two years. {@link
   * CertificateChecks#serverName} tells the name.
   */
  public static Leaf create(Instant now) {
    return new Authority(now).server(Ids.relayServerName(Ids.random()));
  }
}
