package connet.protocol;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate that identifies one party, with its private key.
 *
 * @param certificate the certificate
 * @param key its private key; secret
 * @param der the certificate as it is sent
 */
public record Leaf(X509Certificate certificate, PrivateKey key, DerCertificate der) {
  /** The certificate with its key. */
  public Leaf(X509Certificate certificate, PrivateKey key) {
    this(certificate, key, DerCertificate.of(certificate));
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return "Leaf[" + der + "]";
  }
}
